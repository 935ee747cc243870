"""Imports a package that is not installed here (F7)."""


def honest(x):
    return 2 * x


def attack(x):
    import torch_geometric_temporal_extra

    return torch_geometric_temporal_extra.twice(x)
