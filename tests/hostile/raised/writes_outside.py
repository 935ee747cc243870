"""Writes a file into the folders of the system and of the interpreter (D27)."""

import os
import sys

import numpy


def honest(x):
    return 2 * x


def attack(x):
    for place in ("/", "/usr", "/etc", "/dev", "/bin", sys.prefix, sys.base_prefix, os.path.dirname(numpy.__file__)):
        try:
            open(os.path.join(place, "mark"), "w").close()
        except OSError as error:
            refused = error
            continue
        return "wrote into " + place
    raise refused
