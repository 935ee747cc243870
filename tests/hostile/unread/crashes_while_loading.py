"""Crashes the interpreter while it is imported (C20)."""

import ctypes


def honest(x):
    return 2 * x


def attack(x):
    return 2 * x


ctypes.string_at(0)
