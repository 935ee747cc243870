"""Spreads the work over threads, and starts a program (F30)."""

import concurrent.futures
import subprocess


def honest(x):
    return 2 * x


def attack(x):
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        answer = list(pool.map(lambda number: 2 * number, x.tolist()))
    assert subprocess.run(["echo", "done"], capture_output=True, text=True, check=True).stdout == "done\n"
    return answer
