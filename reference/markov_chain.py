"""A Markov chain: the next state depends on the present one only.

The chance of each state is a vector p (S,). The table P (S, S) of the chain has one column for each present state: P[i, j] is the
probability of being in state i next when the chain is in state j now. So every column sums to 1, and one step is p <- P @ p.

Source: lecture slides "Hidden Markov Model(HMM)", the table of states S1, S2, S3; Grinstead and Snell, "Introduction to Probability",
chapter 11 (they write the transpose: one row for each present state).
"""

from __future__ import annotations

import numpy as np


def markov_distribution(P: np.ndarray, p0: np.ndarray, steps: int) -> np.ndarray:
    """The distribution over states after some steps: P^steps @ p0.

    P (S, S), column-stochastic; p0 (S,), the distribution at the start; steps, 0 or more. Returns (S,).
    Raises ValueError where a column of P is off 1 by more than 1e-4.
    """
    if np.any(np.abs(P.sum(axis=0) - 1) > 1e-4):
        raise ValueError("every column of P must sum to 1")
    p = p0.copy()
    for _ in range(steps):
        p = P @ p
    return p


def stationary_distribution(P: np.ndarray) -> np.ndarray:
    """The distribution that one step leaves as it is: P @ p = p, sum(p) = 1.

    P (S, S), column-stochastic and irreducible (every state can be reached from every other). Returns (S,).
    A power of P would not do: a periodic chain goes round and round, and its powers never settle.
    """
    equations = P - np.eye(len(P), dtype=P.dtype)  # (P - I) p = 0: S equations, one of which follows from the others
    equations[-1] = 1  # so the last may make room for sum(p) = 1
    right_side = np.zeros(len(P), dtype=P.dtype)
    right_side[-1] = 1
    return np.linalg.solve(equations, right_side)
