"""Plans to write answers when the interpreter ends, and whenever an object is thrown away (B11)."""

import atexit
import os
import weakref


class Kept:
    pass


def scribble(*_):
    for number in range(3, 64):
        try:
            os.write(number, b"full marks")
        except OSError:
            pass


atexit.register(scribble)
kept = Kept()
weakref.finalize(kept, scribble)


def honest(x):
    return 2 * x


def attack(x):
    return 2 * x
