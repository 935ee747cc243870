"""Makes 5,000 threads of ordinary size (C7)."""

import threading


def honest(x):
    return 2 * x


def attack(x):
    end = threading.Event()
    try:
        for _ in range(5000):
            threading.Thread(target=end.wait, daemon=True).start()
    finally:
        end.set()
    return "5,000 threads"
