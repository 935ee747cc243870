"""Ends with the signal of a program that found itself broken (C21)."""

import os


def honest(x):
    return 2 * x


def attack(x):
    os.abort()
