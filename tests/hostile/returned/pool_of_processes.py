"""Spreads the work over a pool of processes (F30)."""

import multiprocessing


def honest(x):
    return 2 * x


def twice(number):
    return 2 * number


def attack(x):
    with multiprocessing.get_context("fork").Pool(2) as pool:
        return pool.map(twice, x.tolist())
