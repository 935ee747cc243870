"""Empties the environment and the path of modules (F8)."""

import os
import sys


def honest(x):
    return 2 * x


def attack(x):
    os.environ.clear()
    sys.path.clear()
    sys.argv.clear()
    return 2 * x
