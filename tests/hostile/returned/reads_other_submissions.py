"""Looks for the files of other students beside its own (A7, D33)."""

import os
import sys
from pathlib import Path

OWN = Path(__file__).name


def honest(x):
    return 2 * x


def attack(x):
    for top in {Path.cwd(), Path.cwd().parent, Path.home(), Path("/tmp"), Path("/var/tmp")}:
        for folder, _, names in os.walk(top):
            if folder.startswith((sys.prefix, sys.base_prefix)):  # Python's own files, where somebody keeps them in /tmp
                continue
            for name in names:
                if name.endswith((".py", ".ipynb", ".zip")) and name != OWN:
                    return os.path.join(folder, name)
    return 2 * x
