"""Writes into shared memory for which there is no room left in /dev/shm (C13)."""

import mmap
import os


def honest(x):
    return 2 * x


def attack(x):
    for number in range(8):
        file = os.open(f"/dev/shm/map{number}", os.O_RDWR | os.O_CREAT)
        os.ftruncate(file, 60 << 20)
        pages = mmap.mmap(file, 60 << 20)
        for place in range(0, 60 << 20, 4096):
            pages[place] = 1
    return 2 * x
