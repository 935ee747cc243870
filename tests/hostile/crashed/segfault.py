"""Reads from an address where nothing is (C20)."""

import ctypes


def honest(x):
    return 2 * x


def attack(x):
    return ctypes.string_at(0)
