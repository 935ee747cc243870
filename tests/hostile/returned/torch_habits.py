"""Uses data loaders with workers, and sets types, threads and gradients for all of PyTorch (F24, F25, F30, F54)."""

import torch
from torch.utils.data import DataLoader, TensorDataset

FRAMEWORK = "torch"
torch.set_default_dtype(torch.float64)


def honest(x):
    return 2 * x


def attack(x):
    torch.set_num_threads(8)
    torch.set_grad_enabled(False)
    torch.autograd.set_detect_anomaly(True)
    loader = DataLoader(TensorDataset(torch.as_tensor(x)), batch_size=1, num_workers=2)
    return 2 * torch.cat([batch[0] for batch in loader])
