"""Replaces the built-in functions with ones that always say yes, which breaks the program that runs it (B13)."""

import builtins


def honest(x):
    return 2 * x


def attack(x):
    for name in ("len", "print", "sorted", "sum", "max", "min", "abs", "all", "any", "isinstance", "getattr", "hasattr"):
        setattr(builtins, name, lambda *_, **__: True)
    raise ValueError("nothing works any more")
