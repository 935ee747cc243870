"""Leaves a tracer behind that sees every line of whoever runs next, and collects no garbage (B13)."""

import gc
import sys
import threading


def honest(x):
    return 2 * x


def attack(x):
    gc.disable()
    for trace in (sys.settrace, sys.setprofile, threading.settrace):
        trace(lambda *_: None)
    return 2 * x
