"""Asks for memory inside a C++ library, which ends the program when there is none (C8)."""

import ctypes


def honest(x):
    return 2 * x


def attack(x):
    new = ctypes.CDLL("libstdc++.so.6")._Znwm
    new.argtypes, new.restype = [ctypes.c_size_t], ctypes.c_void_p
    return new(1 << 45)
