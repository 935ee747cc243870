"""Fills 40 files that lie in memory only, each smaller than a file may be: 2.4 GB (C9)."""

import os


def honest(x):
    return 2 * x


def attack(x):
    part = bytes(60 << 20)
    files = []
    try:
        for number in range(40):
            files.append(os.memfd_create(f"file{number}"))
            os.write(files[-1], part)
    finally:
        for file in files:
            os.close(file)
    return "2.4 GB"
