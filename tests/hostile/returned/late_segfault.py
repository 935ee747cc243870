"""Lets a thread crash the interpreter after the answer was handed in (B11, C20)."""

import ctypes
import threading


def honest(x):
    return 2 * x


def attack(x):
    timer = threading.Timer(0.2, ctypes.string_at, [0])
    timer.daemon = True
    timer.start()
    return 2 * x
