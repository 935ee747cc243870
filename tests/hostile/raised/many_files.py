"""Makes 100,000 empty files, which takes no room but all places for files (C12)."""

import os
import shutil


def honest(x):
    return 2 * x


def attack(x):
    os.mkdir("/tmp/many")
    try:
        for number in range(100_000):
            os.mknod(f"/tmp/many/{number}")
    finally:
        shutil.rmtree("/tmp/many")
    return "100,000 files"
