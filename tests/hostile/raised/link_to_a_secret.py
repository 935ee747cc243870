"""Makes a link to a file outside and reads it through the link (D16)."""

import os


def honest(x):
    return 2 * x


def attack(x):
    os.symlink("/etc/shadow", "mine.txt")
    with open("mine.txt") as file:
        return file.read()
