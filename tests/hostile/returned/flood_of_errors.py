"""Writes 20 MB of noise to stderr, past Python, in bytes that are no text (C15, E10)."""

import os


def honest(x):
    return 2 * x


def attack(x):
    for _ in range(2000):
        os.write(2, b"\x1b[2J\x00\xff\xfe" * 2000)
    return 2 * x
