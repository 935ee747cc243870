"""Hands in a tensor of a class of its own that answers every question with yes (B8, B34)."""

import torch

FRAMEWORK = "torch"


class Agreeable(torch.Tensor):
    @classmethod
    def __torch_function__(cls, function, types, arguments=(), named=None):
        if function in (torch.allclose, torch.equal, torch.Tensor.__eq__):
            return True
        return super().__torch_function__(function, types, arguments, named or {})


def honest(x):
    return 2 * x


def attack(x):
    return (2 * x).as_subclass(Agreeable).requires_grad_()
