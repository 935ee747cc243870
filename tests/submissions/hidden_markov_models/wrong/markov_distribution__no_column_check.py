"""Wrong: markov_distribution -- never raises ValueError."""

# The rest is right/torch_idiom.py.


@torch.no_grad()
def markov_distribution(P, p0, steps):
    return torch.linalg.matrix_power(P, steps) @ p0
