"""Lets three children hold 600 MB each at one time: every one is below the limit, the sum is not (C10)."""

import os
import signal


def honest(x):
    return 2 * x


def hold(asked, told):
    hoard = bytearray(600 << 20)
    for word in (b"took", b"hold"):
        hoard[::4096] = b"x" * len(range(0, len(hoard), 4096))
        os.write(told, word)
        os.read(asked, 4)
    signal.pause()


def attack(x):
    children, pipes = [], []
    try:
        for _ in range(3):
            (asked, ask), (hear, told) = os.pipe(), os.pipe()
            child = os.fork()
            if child == 0:
                hold(asked, told)
            os.close(asked)
            os.close(told)
            children.append(child)
            pipes.append((ask, hear))
        answers = [os.read(hear, 4) for _, hear in pipes]
        for ask, _ in pipes:
            os.write(ask, b"more")
        answers += [os.read(hear, 4) for _, hear in pipes]
        if answers == [b"took"] * 3 + [b"hold"] * 3:
            return "1.8 GB at one time"
        raise MemoryError
    except BrokenPipeError:
        raise MemoryError from None
    finally:
        for child in children:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
