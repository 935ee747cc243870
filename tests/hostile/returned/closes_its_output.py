"""Closes stdin, stdout and stderr, in Python and in the system (F28)."""

import os
import sys


def honest(x):
    return 2 * x


def attack(x):
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if stream is not None:
            stream.close()
    os.closerange(0, 3)
    return 2 * x
