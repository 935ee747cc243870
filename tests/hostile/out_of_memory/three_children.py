"""Lets three children take 600 MB each: every one is below the limit, the sum is not (C10)."""

import os
import signal


def honest(x):
    return 2 * x


def attack(x):
    children, pipes = [], []
    try:
        for _ in range(3):
            reading, writing = os.pipe()
            child = os.fork()
            if child == 0:
                hoard = bytearray(600 << 20)
                hoard[::4096] = b"x" * len(range(0, len(hoard), 4096))
                os.write(writing, b"done")
                signal.pause()
            os.close(writing)
            children.append(child)
            pipes.append(reading)
        done = all(os.read(reading, 4) == b"done" for reading in pipes)
        if done and all(os.waitid(os.P_PID, child, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None for child in children):
            return "1.8 GB at one time"
        raise MemoryError
    finally:
        for child in children:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
