"""Raises an error whose text raises an error (B12)."""


class Malicious(BaseException):
    def __str__(self):
        raise Malicious

    __repr__ = __str__


def honest(x):
    return 2 * x


def attack(x):
    raise Malicious
