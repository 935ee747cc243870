"""Makes 400 threads that take almost no memory (C7)."""

import threading


def honest(x):
    return 2 * x


def attack(x):
    end = threading.Event()
    threading.stack_size(64 << 10)
    threads = []
    try:
        for _ in range(400):
            thread = threading.Thread(target=end.wait, daemon=True)
            thread.start()
            threads.append(thread)
    finally:
        end.set()
        threading.stack_size(0)
        for thread in threads:
            thread.join()
    return "400 threads"
