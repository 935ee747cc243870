"""Witnesses of reference/gan_training.py: autograd and Adam of torch, SciPy's distances on what a whole training makes."""

from __future__ import annotations

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from scipy.spatial.distance import cdist

from reference import gan_training as training

N = 5


def as_float64(network: training.Network) -> training.Network:
    return {name: value.astype(np.float64) for name, value in network.items()}


@pytest.fixture
def networks() -> tuple[training.Network, training.Network]:
    """(generator, discriminator), with biases that are not zero."""
    rng = np.random.default_rng(71)
    both = as_float64(training.initial_network(rng, 2)), as_float64(training.initial_network(rng, 1))
    for network in both:
        for layer in (1, 2, 3):
            network[f"b{layer}"] += rng.normal(size=network[f"b{layer}"].shape)
    return both


def leaves(network: training.Network) -> dict[str, torch.Tensor]:
    return {name: torch.tensor(value, requires_grad=True) for name, value in network.items()}


def forward(p: dict[str, torch.Tensor], x: torch.Tensor) -> torch.Tensor:
    for layer in (1, 2):
        x = F.leaky_relu(x @ p[f"W{layer}"] + p[f"b{layer}"], float(training.SLOPE))
    return x @ p["W3"] + p["b3"]


def test_gradients_of_the_discriminator_are_autograds(networks):
    _, judge = networks
    rng = np.random.default_rng(72)
    real, fake = rng.normal(size=(2, N, 2))
    p = leaves(judge)
    for rows, label in ((real, 1.0), (fake, 0.0)):
        logits = forward(p, torch.tensor(rows))
        F.binary_cross_entropy_with_logits(logits, torch.full_like(logits, label)).backward()
    for name, gradient in training.judge_gradients(judge, real, fake).items():
        np.testing.assert_allclose(gradient, p[name].grad.numpy(), rtol=0, atol=1e-13, err_msg=name)


def test_gradients_of_the_generator_are_autograds(networks):
    maker, judge = networks
    rng = np.random.default_rng(73)
    z, noise = rng.normal(size=(2, N, 2))
    p, fixed = leaves(maker), {name: torch.tensor(value) for name, value in judge.items()}
    made = torch.tensor(z) + forward(p, torch.tensor(z))
    logits = forward(fixed, made + torch.tensor(noise))
    F.binary_cross_entropy_with_logits(logits, torch.ones_like(logits)).backward()
    np.testing.assert_allclose(training.sample_gan(maker, z), made.detach().numpy(), rtol=0, atol=1e-13)
    for name, gradient in training.maker_gradients(maker, judge, z, noise).items():
        np.testing.assert_allclose(gradient, p[name].grad.numpy(), rtol=0, atol=1e-12, err_msg=name)


def test_adam_is_torchs(networks):
    network, _ = networks
    p = leaves(network)
    optimiser = torch.optim.Adam(p.values(), lr=0.01, betas=(0.5, 0.99))
    rng = np.random.default_rng(74)
    memory = training.nothing_seen(network)
    for _ in range(4):
        gradients = {name: rng.normal(size=value.shape) for name, value in network.items()}
        for name, leaf in p.items():
            leaf.grad = torch.tensor(gradients[name])
        optimiser.step()
        network, memory = training.adam_step(network, gradients, memory, 0.01)
    for name, value in network.items():
        np.testing.assert_allclose(value, p[name].detach().numpy(), rtol=0, atol=1e-12, err_msg=name)


def ring(rng: np.random.Generator, turn: float) -> tuple[np.ndarray, np.ndarray]:
    """(2,000 rows, 8 centres)."""
    angles = turn + np.pi / 4 * np.arange(8)
    centres = 2 * np.column_stack([np.cos(angles), np.sin(angles)])
    return np.repeat(centres, 250, axis=0) + 0.05 * rng.normal(size=(2000, 2)), centres


def test_the_same_seed_gives_the_same_generator_and_the_data_stay_as_they_are():
    data, _ = ring(np.random.default_rng(75), 0.2)
    before = data.copy()
    one, other, third = (training.train(data, np.random.default_rng(seed), 3) for seed in (1, 1, 2))
    assert all(np.array_equal(one[name], other[name]) for name in one)
    assert not np.array_equal(one["W1"], third["W1"])
    np.testing.assert_array_equal(data, before)


def test_a_whole_training_finds_all_eight_modes():
    data, centres = ring(np.random.default_rng(76), 0.3)
    samples = training.sample_gan(training.train_gan(data, seed=3), np.random.default_rng(77).normal(size=(2000, 2)))
    near = cdist(samples, centres) <= 0.3
    assert near.any(axis=1).mean() >= 0.8  # 0.7 is the students' bar
    assert near.sum(axis=0).min() >= 100  # of 250, were all equally frequent
