"""Prints a dot now and then, to look alive for ever (C16)."""

import time


def honest(x):
    return 2 * x


def attack(x):
    while True:
        print(".", end="", flush=True)
        time.sleep(0.02)
