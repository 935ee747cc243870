"""Works in the array that it was given, instead of in a copy (F27, B41)."""


def honest(x):
    return 2 * x


def attack(x):
    x *= 2
    return x
