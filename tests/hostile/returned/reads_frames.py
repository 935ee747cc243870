"""Climbs from its own frame to the caller's, and looks at all local variables on the way (A2, A14)."""

import sys


def honest(x):
    return 2 * x


def attack(x):
    frame = sys._getframe()
    while frame is not None:
        for name in ("expected", "tolerance", "rtol", "points", "fixture", "mistakes"):
            if name in frame.f_locals or name in frame.f_globals:
                return f"the caller knows {name}"
        frame = frame.f_back
    return 2 * x
