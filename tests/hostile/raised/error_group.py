"""Raises a group of 10,000 errors, each caused by the one before (B12)."""


def honest(x):
    return 2 * x


def attack(x):
    last = ValueError(0)
    for number in range(10_000):
        error = ValueError(number)
        error.__cause__ = last
        last = error
    raise ExceptionGroup("many", [last, *(KeyError(n) for n in range(10_000))])
