"""Waits for a lock that it holds itself (C3)."""

import threading


def honest(x):
    return 2 * x


def attack(x):
    lock = threading.Lock()
    lock.acquire()
    lock.acquire()
    return 2 * x
