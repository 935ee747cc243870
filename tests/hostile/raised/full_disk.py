"""Fills the disk with files (C11)."""

import os


def honest(x):
    return 2 * x


def attack(x):
    names = [f"/tmp/fill{number}" for number in range(100)]
    try:
        for name in names:
            with open(name, "wb") as file:
                file.write(bytes(1 << 25))
    finally:
        for name in filter(os.path.exists, names):
            os.unlink(name)
    return "3 GB on the disk"
