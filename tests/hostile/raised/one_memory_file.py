"""Writes a file of 200 MB that lies in memory only (C9)."""

import os


def honest(x):
    return 2 * x


def attack(x):
    file = os.memfd_create("file")
    try:
        for _ in range(200):
            os.write(file, bytes(1 << 20))
    finally:
        os.close(file)
    return "200 MB in a file of memory"
