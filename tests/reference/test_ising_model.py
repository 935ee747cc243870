"""Witnesses for reference/ising_model.py: every grid enumerated, the balance of a sweep, whole energies compared, formulas by hand."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from scipy.special import expit, logsumexp

from reference import ising_model as ising


def energy_by_pairs(spins: np.ndarray, coupling: float, field: float) -> float:
    """Every pair of sites is looked at: neighbours are those at distance 1."""
    sites = list(np.ndindex(spins.shape))
    pairs = sum(spins[a] * spins[b] for a, b in itertools.combinations(sites, 2) if abs(a[0] - b[0]) + abs(a[1] - b[1]) == 1)
    return -coupling * pairs - field * sum(spins[site] for site in sites)


def every_grid(rows: int, cols: int) -> list[np.ndarray]:
    return [np.array(values).reshape(rows, cols) for values in itertools.product((-1.0, 1.0), repeat=rows * cols)]


def all_energies(rows: int, cols: int, coupling: float, field: float) -> np.ndarray:
    """The energies of all 2^(rows cols) grids, a site as a column of bits."""
    spins = 2.0 * (np.arange(2 ** (rows * cols))[:, None] >> np.arange(rows * cols) & 1) - 1
    total = -field * spins.sum(axis=1)
    for i, j in np.ndindex(rows, cols):
        here = spins[:, i * cols + j]
        if i + 1 < rows:
            total -= coupling * here * spins[:, (i + 1) * cols + j]
        if j + 1 < cols:
            total -= coupling * here * spins[:, i * cols + j + 1]
    return total


# ---- the energy ----


@pytest.mark.parametrize("shape", [(1, 1), (1, 5), (4, 1), (2, 3), (4, 5)])
def test_energy_sums_over_pairs_at_distance_one(shape):
    rng = np.random.default_rng(4)
    for _ in range(5):
        spins = rng.choice([-1.0, 1.0], size=shape)
        assert ising.ising_energy(spins, 0.75, -0.25) == pytest.approx(energy_by_pairs(spins, 0.75, -0.25), abs=1e-13)


def test_all_spins_alike_have_every_pair_satisfied():
    """A grid of r x c has r (c - 1) + c (r - 1) pairs."""
    assert ising.ising_energy(np.ones((4, 6)), 1.0, 0.0) == -(4 * 5 + 6 * 3)


# ---- the partition function ----


@pytest.mark.parametrize("size", [(1, 1), (1, 2), (2, 1), (2, 2), (2, 3), (3, 2), (3, 4), (5, 2), (4, 4)])
@pytest.mark.parametrize(("coupling", "field"), [(0.5, 0.25), (-0.75, 0.5), (1.0, 0.0)])
def test_log_partition_sums_every_grid(size, coupling, field):
    expected = logsumexp(-all_energies(*size, coupling, field))
    assert ising.ising_log_partition(*size, coupling, field) == pytest.approx(expected, rel=1e-13)


def test_the_square_by_hand():
    assert ising.ising_log_partition(2, 2, 1.0, 0.0) == pytest.approx(math.log(2 * math.exp(4) + 12 + 2 * math.exp(-4)), rel=1e-14)


@pytest.mark.parametrize("length", [1, 2, 6, 9])
def test_isings_chain(length):
    """Ising's own result for an open chain without a field: Z = 2 (2 cosh J)^(n - 1)."""
    expected = math.log(2) + (length - 1) * math.log(2 * math.cosh(0.75))
    assert ising.ising_log_partition(1, length, 0.75, 0.0) == pytest.approx(expected, rel=1e-13)
    assert ising.ising_log_partition(length, 1, 0.75, 0.0) == pytest.approx(expected, rel=1e-13)


def test_spins_without_a_coupling_are_independent():
    assert ising.ising_log_partition(3, 5, 0.0, 0.5) == pytest.approx(15 * math.log(2 * math.cosh(0.5)), rel=1e-13)


def test_strong_couplings_do_not_overflow():
    """Both ground states have the energy -24 J, and everything else is nothing beside them."""
    assert ising.ising_log_partition(4, 4, 500.0, 0.0) == pytest.approx(24 * 500 + math.log(2), rel=1e-15)


# ---- Gibbs sampling ----


@pytest.mark.parametrize(("coupling", "field"), [(0.5, 0.25), (-0.75, -0.5)])
def test_every_update_has_the_conditional_distribution(coupling, field):
    """Of two grids that differ in one spin, the one with u just below the ratio of probabilities is chosen, and not just above."""
    for spins in every_grid(2, 3):
        before = spins.copy()
        for place in np.ndindex(spins.shape):
            up, down = before.copy(), before.copy()
            up[place], down[place] = 1, -1
            p = expit(energy_by_pairs(down, coupling, field) - energy_by_pairs(up, coupling, field))
            for u, value in ((p - 1e-9, 1.0), (p + 1e-9, -1.0)):
                # the sites before it are kept, the sites after it do not matter
                draws = np.where(before > 0, 0.0, 1.0)
                draws[place] = u
                assert ising.gibbs_sweep(before, coupling, field, draws)[place] == value


def test_a_sweep_leaves_the_distribution_as_it_is():
    """All 16 grids of a square: p(grid) times the chance to get from it to another, summed, gives p(other)."""
    coupling, field, grids = 0.5, 0.25, every_grid(2, 2)
    p = np.exp([-energy_by_pairs(grid, coupling, field) - ising.ising_log_partition(2, 2, coupling, field) for grid in grids])
    assert p.sum() == pytest.approx(1, rel=1e-13)
    after = np.zeros(16)
    for i, grid in enumerate(grids):
        for k, other in enumerate(grids):
            chance, now = 1.0, grid.copy()
            for place in np.ndindex(2, 2):
                up, down = now.copy(), now.copy()
                up[place], down[place] = 1, -1
                above = expit(energy_by_pairs(down, coupling, field) - energy_by_pairs(up, coupling, field))
                below = 0.5 * above if other[place] > 0 else 0.5 * (1 + above)  # a u that draws the other grid's spin
                draws = np.where(now > 0, 0.0, 1.0)
                draws[place] = below
                assert ising.gibbs_sweep(now, coupling, field, draws)[place] == other[place]
                chance *= above if other[place] > 0 else 1 - above
                now[place] = other[place]
            after[k] += p[i] * chance
    assert after == pytest.approx(p, rel=1e-12)


def test_many_sweeps_visit_grids_as_often_as_they_are_probable():
    """Means over 6,000 sweeps of a square, whose neighbours agree with the exact probability up to five standard errors."""
    coupling, field, rng = 0.5, 0.25, np.random.default_rng(8)
    grids = every_grid(2, 2)
    p = np.exp([-ising.ising_energy(grid, coupling, field) - ising.ising_log_partition(2, 2, coupling, field) for grid in grids])
    expected = sum(weight * grid[0, 0] * grid[0, 1] for weight, grid in zip(p, grids, strict=True))
    spins, total = np.ones((2, 2)), 0.0
    for u in rng.random((6000, 2, 2)):
        spins = ising.gibbs_sweep(spins, coupling, field, u)
        total += spins[0, 0] * spins[0, 1]
    assert total / 6000 == pytest.approx(expected, abs=0.08)


def test_a_worked_sweep():
    spins = np.array([[1.0, 1.0, -1.0], [-1.0, 1.0, 1.0]])
    u = np.array([[0.25, 0.75, 0.5], [0.875, 0.9375, 0.96875]])
    assert ising.gibbs_sweep(spins, 0.5, 0.25, u).tolist() == [[1, 1, 1], [1, 1, -1]]


# ---- iterated conditional modes ----


def data_energy(clean: np.ndarray, noisy: np.ndarray, coupling: float, data_weight: float) -> float:
    return energy_by_pairs(clean, coupling, 0.0) - data_weight * float((clean * noisy).sum())


@pytest.mark.parametrize(("coupling", "data_weight"), [(1.0, 1.5), (0.5, 0.25), (1.0, 1.0), (1.0, 2.0)])
def test_every_pixel_takes_the_lower_energy_and_keeps_a_tie(coupling, data_weight):
    """The same sweeps, with the two energies compared as wholes. All of them are exact in floating point."""
    rng = np.random.default_rng(6)
    for _ in range(6):
        noisy = rng.choice([-1.0, 1.0], size=(4, 5))
        clean = noisy.copy()
        for _ in range(2):
            for place in np.ndindex(clean.shape):
                other = clean.copy()
                other[place] = -other[place]
                if data_energy(other, noisy, coupling, data_weight) < data_energy(clean, noisy, coupling, data_weight):
                    clean = other
        assert np.array_equal(ising.icm_denoise(noisy, coupling, data_weight, 2), clean)


def test_the_energy_never_rises_and_settles():
    noisy = np.random.default_rng(2).choice([-1.0, 1.0], size=(8, 9))
    energies = [data_energy(ising.icm_denoise(noisy, 1.0, 0.5, sweeps), noisy, 1.0, 0.5) for sweeps in range(8)]
    assert np.all(np.diff(energies) <= 0)
    assert energies[0] > energies[1]
    assert energies[-1] == energies[-2]
    assert np.array_equal(ising.icm_denoise(noisy, 1.0, 0.5, 0), noisy)


# ---- habits ----


def test_arguments_stay_as_they_were_and_float32_stays_float32():
    rng = np.random.default_rng(1)
    spins, u = rng.choice([-1, 1], size=(3, 4)).astype(np.float32), rng.random((3, 4)).astype(np.float32)
    before = spins.copy(), u.copy()
    swept, clean = ising.gibbs_sweep(spins, 0.5, 0.25, u), ising.icm_denoise(spins, 1.0, 0.5, 2)
    assert {swept.dtype, clean.dtype, np.asarray(ising.ising_energy(spins, 0.5, 0.25)).dtype} == {np.dtype(np.float32)}
    assert np.array_equal(spins, before[0])
    assert np.array_equal(u, before[1])
