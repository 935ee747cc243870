"""Wrong: stationary_distribution -- leaves the eigenvector with length 1 instead of sum 1."""

# The rest is right/torch_idiom.py.


def stationary_distribution(P):
    values, vectors = torch.linalg.eig(P)
    k = (values - 1).abs().argmin()
    return vectors[:, k].real.abs()
