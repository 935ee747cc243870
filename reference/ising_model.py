"""The Ising model: a Markov random field on a grid of spins, each +1 or -1, that like to agree with their neighbours.

    E(s) = - J * (sum over pairs of neighbours of s s')  -  h * (sum over sites of s)
    p(s) = exp(-E(s)) / Z,      Z = sum over all grids of exp(-E(s))                       inverse temperature 1

J is the coupling and h the field. Neighbours are the sites above, below, left and right; the boundary is free: a site at the edge has
fewer neighbours, and nothing wraps round. Each pair counts once. Given all others, a spin depends on its neighbours only:

    p(s_ij = +1 | the others) = sigmoid(2 (J * sum of the neighbours + h))

Sources: Geman and Geman, "Stochastic relaxation, Gibbs distributions, and the Bayesian restoration of images" (1984); Besag, "On the
statistical analysis of dirty pictures" (1986), for iterated conditional modes; Bishop, "Pattern Recognition and Machine Learning" (2006),
section 8.3.3, for the energy of a noisy picture; Kramers and Wannier (1941) for summing grids row by row.
"""

from __future__ import annotations

import itertools

import numpy as np


def ising_energy(spins: np.ndarray, coupling: float, field: float) -> float:
    """The energy of one grid. spins (rows, cols) of +1 and -1. Returns a number."""
    pairs = (spins[1:] * spins[:-1]).sum() + (spins[:, 1:] * spins[:, :-1]).sum()
    return -coupling * pairs - field * spins.sum()


def ising_log_partition(rows: int, cols: int, coupling: float, field: float) -> float:
    """log Z of a grid of rows x cols spins, exactly. rows, cols: whole numbers. Returns a number."""
    # Only the 2^cols settings of one row are listed: a row meets the one above it and nothing further up.
    settings = np.array(list(itertools.product((-1.0, 1.0), repeat=cols)))  # (2^cols, cols)
    within = coupling * (settings[:, 1:] * settings[:, :-1]).sum(axis=1) + field * settings.sum(axis=1)  # (2^cols,), -E of a row alone
    between = coupling * settings @ settings.T  # (row above, row below), -E of the pairs between two rows
    log_weights = within  # log of the summed weight of all grids so far that end in each setting
    for _ in range(rows - 1):
        log_weights = np.logaddexp.reduce(log_weights[:, None] + between) + within  # summed over the row above
    return np.logaddexp.reduce(log_weights)


def _neighbour_sum(spins: np.ndarray, i: int, j: int) -> float:
    """The sum of the up to four neighbours of site (i, j)."""
    rows, cols = spins.shape
    around = ((i - 1, j), (i + 1, j), (i, j - 1), (i, j + 1))
    return sum(spins[a, b] for a, b in around if 0 <= a < rows and 0 <= b < cols)


def _sigmoid(a: float) -> float:
    """1 / (1 + exp(-a)), written with tanh so that no a overflows."""
    return 0.5 * (1 + np.tanh(0.5 * a))


def gibbs_sweep(spins: np.ndarray, coupling: float, field: float, u: np.ndarray) -> np.ndarray:
    """Visit every site once, row by row, and draw its spin anew, given its neighbours as they are by then.

    spins (rows, cols) of +1 and -1; u (rows, cols), uniform in [0, 1): site (i, j) becomes +1 where u[i, j] is below p(+1 | the others).
    Returns a new grid.
    """
    new = spins.copy()
    for i, j in np.ndindex(new.shape):
        up = _sigmoid(2 * (coupling * _neighbour_sum(new, i, j) + field))
        new[i, j] = 1 if u[i, j] < up else -1
    return new


def icm_denoise(noisy: np.ndarray, coupling: float, data_weight: float, sweeps: int) -> np.ndarray:
    """Iterated conditional modes: clean a picture by giving every pixel the value that lowers the energy, again and again.

    noisy (rows, cols) of +1 and -1. The energy is -J * (sum over pairs of s s') - w * (sum over sites of s * noisy). It starts from noisy
    and visits every site once a sweep, row by row. Where both values are equally good, the pixel keeps the one it has. Returns a new grid.
    """
    clean = noisy.copy()
    for _ in range(sweeps):
        for i, j in np.ndindex(clean.shape):
            local = coupling * _neighbour_sum(clean, i, j) + data_weight * noisy[i, j]
            if local != 0:
                clean[i, j] = np.sign(local)
    return clean
