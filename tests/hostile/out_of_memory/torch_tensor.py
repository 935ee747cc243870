"""Asks PyTorch for a tensor of 16 GB; PyTorch has an error of its own for that (C8)."""

import torch


def honest(x):
    return 2 * x


def attack(x):
    return float(torch.ones(1 << 32).sum())
