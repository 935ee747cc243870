"""Makes every warning an error (F54)."""

import warnings

warnings.simplefilter("error")


def honest(x):
    return 2 * x


def attack(x):
    warnings.simplefilter("error")
    return 2 * x
