"""Wrong: ising_energy -- wraps round, with roll."""

# The rest is right/torch_idiom.py.


def ising_energy(spins, coupling, field):
    pairs = (spins * spins.roll(1, 0)).sum() + (spins * spins.roll(1, 1)).sum()
    return -coupling * pairs - field * spins.sum()
