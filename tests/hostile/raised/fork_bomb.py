"""Makes 400 children that do nothing but be there (C5)."""

import os
import signal


def honest(x):
    return 2 * x


def attack(x):
    children = []
    try:
        for _ in range(400):
            child = os.fork()
            if child == 0:
                signal.pause()
                os._exit(0)
            children.append(child)
    finally:
        for child in children:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
    return f"{len(children)} children"
