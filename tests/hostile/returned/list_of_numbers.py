"""Answers with a list of numbers instead of an array (F36)."""


def honest(x):
    return 2 * x


def attack(x):
    return [2 * float(number) for number in x]
