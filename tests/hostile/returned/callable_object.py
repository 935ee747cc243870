"""Defines the function as an object that can be called: odd, and allowed (B44)."""

import functools


def twice(x, factor):
    return factor * x


honest = functools.partial(twice, factor=2)


class Attack:
    def __call__(self, x):
        return 2 * x


attack = Attack()
