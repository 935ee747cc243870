"""An honest neighbour who keeps numbers in files, and talks on stderr (A10, F28)."""

import sys
from pathlib import Path

import numpy as np


def honest(x):
    assert not list(Path.cwd().glob("*.npy"))
    np.save("twice.npy", 2 * x)
    answer = np.load("twice.npy")
    Path("twice.npy").unlink()
    print("saved", file=sys.stderr)
    return answer


attack = honest
