"""Calls variables of the whole file list, len, print and type (F34)."""

list = len = type = isinstance = open = str = 3
print = repr = "hello"


def honest(x):
    return 2 * x


def attack(x):
    return 2 * x
