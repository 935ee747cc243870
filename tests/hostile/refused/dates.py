"""Hands in dates instead of numbers (B25)."""

import numpy as np


def honest(x):
    return 2 * x


def attack(x):
    return np.array(["2024-01-01", "2024-01-02"], dtype="datetime64[D]")
