"""Wrong: ising_energy -- counts every pair from both sides."""

# The rest is right/numpy_vectorised.py.


def ising_energy(spins, coupling, field):
    padded = np.pad(spins, 1)
    neighbours = padded[:-2, 1:-1] + padded[2:, 1:-1] + padded[1:-1, :-2] + padded[1:-1, 2:]
    return -coupling * (spins * neighbours).sum() - field * spins.sum()
