"""Lets a thread change the array after it was handed in: what was handed in counts (B32)."""

import threading
import time


def honest(x):
    return 2 * x


def attack(x):
    answer = 2 * x

    def later():
        time.sleep(0.2)
        answer[:] = -1

    threading.Thread(target=later, daemon=True).start()
    return answer
