"""Asks the person at the keyboard, as in the lab (F1)."""


def honest(x):
    return 2 * x


def attack(x):
    return float(input("Factor? ")) * x
