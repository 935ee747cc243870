"""Wrong: gibbs_sweep -- sweeps in the caller's grid (its values are right)."""

# The rest is right/numpy_loops.py.


def gibbs_sweep(spins, coupling, field, u):
    for i in range(len(spins)):
        for j in range(len(spins[0])):
            p = 1 / (1 + math.exp(-2 * (coupling * around(spins, i, j) + field)))
            spins[i, j] = 1 if u[i, j] < p else -1
    return spins
