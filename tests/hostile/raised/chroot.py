"""Changes the root folder, the first step of the oldest escape (D15)."""

import os


def honest(x):
    return 2 * x


def attack(x):
    os.chroot("/tmp")
    return "a root folder of its own"
