"""Has a check of its own in the function that fails (F32)."""


def honest(x):
    return 2 * x


def attack(x):
    assert x.sum() > 100, "x looks odd"
    return 2 * x
