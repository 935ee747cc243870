"""Reads a number from stdin, past input() (F1)."""

import sys


def honest(x):
    return 2 * x


def attack(x):
    return float(sys.stdin.readline()) * x
