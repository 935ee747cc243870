"""Computes for ever, and catches every error that would stop it (C1)."""


def honest(x):
    return 2 * x


def attack(x):
    while True:
        try:
            while True:
                pass
        except BaseException:
            pass
