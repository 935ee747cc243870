"""An honest neighbour who computes with loops, and needs a third of the time that there is (D30)."""

import time


def honest(x):
    end = time.process_time() + 0.3
    while time.process_time() < end:
        pass
    return [number + number for number in x]


attack = honest
