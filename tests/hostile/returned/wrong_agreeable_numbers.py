"""Hands in numbers that differ from every other number by zero (B5)."""


class Agreeable(float):
    def __sub__(self, other):
        return 0.0

    __rsub__ = __abs__ = lambda self, *_: 0.0

    def __eq__(self, other):
        return True

    __lt__ = __le__ = __gt__ = __ge__ = __eq__
    __hash__ = None


def honest(x):
    return 2 * x


def attack(x):
    return [Agreeable(7.0)] * 3
