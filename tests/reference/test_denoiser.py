"""Witnesses of reference/denoiser.py: autograd, torch's Adam with a falling step, and the course's own bar on unseen digits."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from sklearn.datasets import load_digits

from reference import denoiser

SIZE = 6


@pytest.fixture
def clean() -> np.ndarray:
    return np.random.default_rng(51).random((denoiser.BATCH, SIZE))


def output(p: dict[str, torch.Tensor], noisy: torch.Tensor) -> torch.Tensor:
    return torch.sigmoid(torch.tanh(noisy @ p["W1"] + p["b1"]) @ p["W2"] + p["b2"])


def in_torch(model: dict[str, np.ndarray]) -> dict[str, torch.Tensor]:
    return {name: torch.tensor(value, requires_grad=True) for name, value in model.items()}


def test_gradients_are_those_of_autograd(clean):
    noisy = np.random.default_rng(52).random(clean.shape)
    model = denoiser.initial_model(np.random.default_rng(53), SIZE)
    p = in_torch(model)
    torch.nn.functional.mse_loss(output(p, torch.tensor(noisy)), torch.tensor(clean)).backward()
    found = denoiser.gradients(model, clean, noisy)
    assert found.keys() == p.keys()
    for name, gradient in found.items():
        np.testing.assert_allclose(gradient, p[name].grad.numpy(), rtol=1e-10, atol=1e-16, err_msg=name)


def test_training_is_torchs_adam_with_a_step_that_falls_to_0(clean, monkeypatch):
    monkeypatch.setattr(denoiser, "EPOCHS", 4)  # one batch each
    trained = denoiser.train_denoiser(clean, 0.3, seed=7)

    rng = np.random.default_rng(7)
    p = in_torch(denoiser.initial_model(rng, SIZE))
    adam = torch.optim.Adam(p.values(), lr=denoiser.STEP)
    falling = torch.optim.lr_scheduler.LinearLR(adam, start_factor=1.0, end_factor=0.25, total_iters=3)
    for _ in range(4):
        rng.permutation(len(clean))
        noisy = np.minimum(np.maximum(clean + 0.3 * rng.normal(size=clean.shape), 0), 1)
        adam.zero_grad()
        torch.nn.functional.mse_loss(output(p, torch.tensor(noisy)), torch.tensor(clean)).backward()
        adam.step()
        falling.step()
    for name, value in trained.items():
        np.testing.assert_allclose(value, p[name].detach().numpy(), rtol=1e-6, atol=1e-8, err_msg=name)


def test_the_same_seed_gives_the_same_model(clean, monkeypatch):
    monkeypatch.setattr(denoiser, "EPOCHS", 1)
    first, second, other = (denoiser.train_denoiser(clean, 0.25, seed) for seed in (1, 1, 2))
    assert all(np.array_equal(first[name], second[name]) for name in first)
    assert not np.array_equal(first["W1"], other["W1"])


def test_a_short_training_more_than_halves_the_error_of_unseen_digits(monkeypatch):
    monkeypatch.setattr(denoiser, "EPOCHS", 40)
    rng = np.random.default_rng(54)
    digits = rng.permutation(load_digits().data) / 16
    clean, unseen = digits[:1200], digits[1200:]
    noisy = np.clip(unseen + 0.25 * rng.normal(size=unseen.shape), 0, 1)
    restored = denoiser.denoise(denoiser.train_denoiser(clean, 0.25, seed=0), noisy)
    assert restored.shape == unseen.shape
    assert np.mean((restored - unseen) ** 2) <= 0.5 * np.mean((noisy - unseen) ** 2)
