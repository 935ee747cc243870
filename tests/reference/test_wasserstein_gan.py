"""Witnesses of reference/wasserstein_gan.py: autograd with create_graph, finite differences, closed forms, SciPy's Wasserstein distance."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from scipy.stats import wasserstein_distance

from reference import gan
from reference import wasserstein_gan as wasserstein

N, D, H = 5, 3, 7


@pytest.fixture
def drawn() -> dict:
    rng = np.random.default_rng(51)
    sizes = {"W1": (D, H), "b1": (H,), "W2": (H, 1), "b2": (1,)}
    params = {name: rng.normal(size=size) for name, size in sizes.items()}
    return {"real": rng.normal(size=(N, D)), "fake": rng.normal(size=(N, D)), "u": rng.random((N, 1)), "params": params}


def test_the_penalty_is_autograds(drawn):
    """As it is trained: the gradient keeps its graph, so that the penalty can be differentiated once more."""
    real, fake, u = (torch.tensor(drawn[name]) for name in ("real", "fake", "u"))
    p = {name: torch.tensor(value, requires_grad=True) for name, value in drawn["params"].items()}
    x = (u * real + (1 - u) * fake).requires_grad_()
    logits = torch.nn.functional.leaky_relu(x @ p["W1"] + p["b1"], 0.2) @ p["W2"] + p["b2"]
    (gradient,) = torch.autograd.grad(logits.sum(), x, create_graph=True)
    penalty = ((gradient.norm(2, dim=1) - 1) ** 2).mean()
    assert wasserstein.gradient_penalty(**drawn) == pytest.approx(penalty.item(), rel=1e-13)
    penalty.backward()
    assert p["W1"].grad.abs().max() > 0


def test_the_penalty_is_finite_differences(drawn):
    x = drawn["u"] * drawn["real"] + (1 - drawn["u"]) * drawn["fake"]
    slopes = np.zeros((N, D))
    for d in range(D):
        step = 1e-6 * np.eye(D)[d]
        slopes[:, d] = (gan.discriminator(x + step, drawn["params"]) - gan.discriminator(x - step, drawn["params"])) / 2e-6
    expected = np.mean([(np.linalg.norm(row) - 1) ** 2 for row in slopes])
    assert wasserstein.gradient_penalty(**drawn) == pytest.approx(expected, rel=1e-7)


def test_a_linear_critic_of_slope_five_is_penalised_with_sixteen(drawn):
    """Hidden units a and -a give leaky(a) - leaky(-a) = 1.2 a: a critic that is linear everywhere. (3, 4) has norm 5."""
    slope = np.array([3.0, 4.0, 0.0])
    linear = {"W1": np.stack([slope, -slope], axis=1), "b1": np.zeros(2), "W2": np.array([[1.0], [-1.0]]) / 1.2, "b2": np.ones(1)}
    assert wasserstein.gradient_penalty(**(drawn | {"params": linear})) == pytest.approx(16, rel=1e-14)


def test_u_says_how_much_is_real(drawn):
    for u, rows in ((1.0, drawn["real"]), (0.0, drawn["fake"])):
        both = {"real": rows, "fake": rows, "u": drawn["u"], "params": drawn["params"]}
        ends = wasserstein.gradient_penalty(**(drawn | {"u": np.full((N, 1), u)}))
        assert ends == pytest.approx(wasserstein.gradient_penalty(**both), rel=1e-14)


def test_the_critic_x_scores_shifted_samples_by_their_wasserstein_distance():
    """f(x) = x has slope 1; between samples and the same samples moved to the left no critic does better."""
    real = np.random.default_rng(52).normal(size=50)
    fake = real - 0.75
    assert -wasserstein.critic_loss(real, fake) == pytest.approx(wasserstein_distance(real, fake), rel=1e-12)


def test_the_losses_are_torchs_means():
    rng = np.random.default_rng(53)
    real, fake = rng.normal(size=6), rng.normal(size=4)
    ours = wasserstein.critic_loss(real, fake), wasserstein.generator_loss_wasserstein(fake)
    theirs = torch.tensor(fake).mean() - torch.tensor(real).mean(), -torch.tensor(fake).mean()
    assert ours == pytest.approx([value.item() for value in theirs], rel=1e-14)


def test_clipping_is_torchs_clamp(drawn):
    clipped = wasserstein.clip_weights(drawn["params"], 0.3)
    assert list(clipped) == ["W1", "b1", "W2", "b2"]
    for name, value in drawn["params"].items():
        np.testing.assert_array_equal(clipped[name], torch.tensor(value).clamp(-0.3, 0.3).numpy())
    assert max(np.abs(value).max() for value in clipped.values()) == 0.3
    assert np.abs(drawn["params"]["W1"]).max() > 0.3


def test_float32_stays_float32(drawn):
    single = {name: drawn[name].astype(np.float32) for name in ("real", "fake", "u")}
    params = {name: value.astype(np.float32) for name, value in drawn["params"].items()}
    assert wasserstein.gradient_penalty(**single, params=params).dtype == np.float32
    assert {value.dtype for value in wasserstein.clip_weights(params, 0.3).values()} == {np.dtype(np.float32)}
