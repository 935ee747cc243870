"""Runs bytecode that no compiler would make (C20)."""


def honest(x):
    return 2 * x


def attack(x):
    def broken():
        return 1

    broken.__code__ = broken.__code__.replace(co_code=bytes([100, 200]) * 50, co_consts=())
    return broken()
