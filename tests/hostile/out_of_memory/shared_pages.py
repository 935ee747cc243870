"""Takes 2 GB of memory that is shared with children, which some limits do not count (C9)."""

import mmap


def honest(x):
    return 2 * x


def attack(x):
    pages = mmap.mmap(-1, 2 << 30)
    for place in range(0, 2 << 30, 4096):
        pages[place] = 1
    return "2 GB"
