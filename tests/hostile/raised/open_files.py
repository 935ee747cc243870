"""Opens files until no more can be opened (C27)."""

import os


def honest(x):
    return 2 * x


def attack(x):
    hoard = []
    try:
        for _ in range(100_000):
            hoard.append(os.open("/dev/null", os.O_RDONLY))
    finally:
        for number in hoard:
            os.close(number)
    return "100,000 open files"
