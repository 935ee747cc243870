"""Reads a data file that was not handed in (F6)."""


def honest(x):
    return 2 * x


def attack(x):
    with open("factor.txt") as file:
        return float(file.read()) * x
