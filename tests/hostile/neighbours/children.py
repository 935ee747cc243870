"""An honest neighbour who lets two other processes do the work (F30)."""

import multiprocessing


def twice(number):
    return 2 * number


def honest(x):
    with multiprocessing.get_context("fork").Pool(2) as pool:
        return pool.map(twice, x.tolist())


attack = honest
