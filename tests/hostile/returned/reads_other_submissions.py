"""Looks for the files of other students beside its own (A7, D33)."""

import os
from pathlib import Path

OWN = Path(__file__).name


def honest(x):
    return 2 * x


def attack(x):
    for top in {Path.cwd(), Path.cwd().parent, Path.home(), Path("/tmp"), Path("/var/tmp")}:
        for folder, _, names in os.walk(top):
            for name in names:
                if name.endswith((".py", ".ipynb", ".zip")) and name != OWN:
                    return os.path.join(folder, name)
    return 2 * x
