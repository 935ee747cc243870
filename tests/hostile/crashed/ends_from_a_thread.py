"""Ends the interpreter from a thread while the function still works (B10)."""

import os
import threading
import time


def honest(x):
    return 2 * x


def attack(x):
    threading.Thread(target=os._exit, args=(0,)).start()
    time.sleep(3600)
