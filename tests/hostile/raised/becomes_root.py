"""Makes itself the super-user (D13)."""

import os


def honest(x):
    return 2 * x


def attack(x):
    os.setuid(0)
    return "root"
