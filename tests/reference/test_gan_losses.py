"""Witnesses of reference/gan_losses.py: torch's cross-entropy with logits, Keras, SciPy's Jensen-Shannon distance, closed forms."""

from __future__ import annotations

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from scipy.spatial.distance import jensenshannon

from reference import gan_losses as losses


@pytest.fixture
def logits() -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(41)
    return rng.normal(size=7) * 3, rng.normal(size=4) * 3


def cross_entropy(logits: np.ndarray, label: float) -> float:
    """torch's mean cross-entropy of logits that all have one label."""
    a = torch.tensor(logits)
    return F.binary_cross_entropy_with_logits(a, torch.full_like(a, label)).item()


def test_the_losses_are_torchs_cross_entropy_with_logits(logits):
    real, fake = logits
    assert losses.discriminator_loss(real, fake) == pytest.approx(cross_entropy(real, 1) + cross_entropy(fake, 0), rel=1e-13)
    assert losses.generator_loss_minimax(fake) == pytest.approx(-cross_entropy(fake, 0), rel=1e-13)
    assert losses.generator_loss_nonsaturating(fake) == pytest.approx(cross_entropy(fake, 1), rel=1e-13)


def test_the_losses_are_kerass_cross_entropy_with_logits(logits):
    keras = pytest.importorskip("keras")
    real, fake = logits
    theirs = keras.losses.BinaryCrossentropy(from_logits=True)
    of_real, of_fake = (float(theirs(np.full(a.shape, label), a)) for a, label in ((real, 1.0), (fake, 0.0)))
    assert losses.discriminator_loss(real, fake) == pytest.approx(of_real + of_fake, rel=1e-5)
    assert losses.generator_loss_minimax(fake) == pytest.approx(-of_fake, rel=1e-5)


def test_the_losses_are_their_definitions_where_a_sigmoid_is_safe(logits):
    real, fake = (1 / (1 + np.exp(-a)) for a in logits)
    assert losses.discriminator_loss(*logits) == pytest.approx(-np.log(real).mean() - np.log(1 - fake).mean(), rel=1e-13)
    assert losses.generator_loss_minimax(logits[1]) == pytest.approx(np.log(1 - fake).mean(), rel=1e-13)
    assert losses.generator_loss_nonsaturating(logits[1]) == pytest.approx(-np.log(fake).mean(), rel=1e-13)


def test_a_discriminator_that_cannot_tell_costs_log_four():
    assert losses.discriminator_loss(np.zeros(5), np.zeros(3)) == pytest.approx(np.log(4), rel=1e-15)
    assert losses.generator_loss_minimax(np.zeros(3)) == pytest.approx(-np.log(2), rel=1e-15)
    assert losses.generator_loss_nonsaturating(np.zeros(3)) == pytest.approx(np.log(2), rel=1e-15)


def test_large_logits_are_their_own_loss():
    large = np.array([1000.0, 800.0])
    assert losses.discriminator_loss(-large, large) == 1800
    assert losses.discriminator_loss(large, -large) == 0
    assert losses.generator_loss_minimax(large) == -900
    assert losses.generator_loss_minimax(-large) == 0
    assert losses.generator_loss_nonsaturating(-large) == 900
    assert losses.generator_loss_nonsaturating(large) == 0


def test_only_the_minimax_loss_has_no_slope_where_the_discriminator_is_sure():
    """The reason for the non-saturating loss: at a logit of -10 one slope is 1, the other 0.00005."""
    step = 1e-5
    up, down = np.array([-10 + step]), np.array([-10 - step])
    minimax = (losses.generator_loss_minimax(up) - losses.generator_loss_minimax(down)) / (2 * step)
    nonsaturating = (losses.generator_loss_nonsaturating(up) - losses.generator_loss_nonsaturating(down)) / (2 * step)
    assert minimax == pytest.approx(-1 / (1 + np.exp(10)), rel=1e-4)
    assert nonsaturating == pytest.approx(-1 / (1 + np.exp(-10)), rel=1e-4)


def pairs() -> list[tuple[np.ndarray, np.ndarray]]:
    rng = np.random.default_rng(42)
    drawn = [(rng.dirichlet(np.ones(size)), rng.dirichlet(np.ones(size))) for size in (3, 6, 10)]
    with_zeros = [(np.array([9, 0, 4, 3, 0]) / 16, np.array([0, 7, 4, 5, 0]) / 16), (np.array([1.0, 0.0]), np.array([0.5, 0.5]))]
    return [*drawn, *with_zeros]


@pytest.mark.parametrize(("p", "q"), pairs())
def test_the_value_is_scipys_jensen_shannon_divergence_twice_less_log_four(p, q):
    assert losses.minimax_value(p, q) == pytest.approx(2 * jensenshannon(p, q) ** 2 - np.log(4), rel=1e-12)


def test_the_value_of_equal_distributions_and_of_distributions_apart():
    p = np.array([1, 8, 4, 3, 0]) / 16
    assert losses.minimax_value(p, p) == pytest.approx(-np.log(4), rel=1e-15)
    assert losses.minimax_value(np.array([0.25, 0.75, 0, 0]), np.array([0, 0, 0.5, 0.5])) == 0


@pytest.mark.parametrize(("p", "q"), pairs())
def test_no_other_discriminator_has_a_larger_value(p, q):
    """The definition of D*: among all D, it maximises sum p log D + sum q log(1 - D), which is then the value of the game."""

    def value(chance: np.ndarray) -> float:
        with np.errstate(divide="ignore"):
            return float(p[p > 0] @ np.log(chance[p > 0]) + q[q > 0] @ np.log(1 - chance[q > 0]))

    best = losses.optimal_discriminator(p, q)
    assert value(best) == pytest.approx(losses.minimax_value(p, q), abs=1e-14)
    rng = np.random.default_rng(43)
    others = [np.clip(best + rng.normal(size=len(p)) * size, 1e-9, 1 - 1e-9) for size in (0.01, 0.1, 0.5) for _ in range(50)]
    assert max(value(other) for other in others) <= value(best) + 1e-12


def test_training_logits_by_gradient_descent_finds_the_best_discriminator():
    """Minimising the discriminator's loss itself, over rows that come as often as p and q say, ends at D*."""
    p, q = np.array([2, 1, 1]) / 4, np.array([1, 1, 2]) / 4
    a = torch.zeros(3, dtype=torch.float64, requires_grad=True)
    real, fake = torch.tensor([0, 0, 1, 2]), torch.tensor([0, 1, 2, 2])
    optimiser = torch.optim.LBFGS([a], max_iter=200, tolerance_grad=1e-12, tolerance_change=1e-14)

    def closure() -> torch.Tensor:
        optimiser.zero_grad()
        loss = F.softplus(-a[real]).mean() + F.softplus(a[fake]).mean()
        loss.backward()
        return loss

    least = optimiser.step(closure)
    np.testing.assert_allclose(torch.sigmoid(a).detach().numpy(), losses.optimal_discriminator(p, q), atol=1e-6)
    assert -closure().item() == pytest.approx(losses.minimax_value(p, q), abs=1e-9)
    assert least is not None


def test_neither_here_nor_there_is_one_half():
    np.testing.assert_array_equal(losses.optimal_discriminator(np.array([0, 0.5, 0.5, 0]), np.array([0, 0.5, 0, 0.5])), [0.5, 0.5, 1, 0])


def test_float32_stays_float32(logits):
    real, fake = (a.astype(np.float32) for a in logits)
    p, q = np.array([2, 1, 1], dtype=np.float32) / 4, np.array([1, 1, 2], dtype=np.float32) / 4
    answers = [losses.discriminator_loss(real, fake), losses.generator_loss_minimax(fake), losses.generator_loss_nonsaturating(fake)]
    assert {a.dtype for a in [*answers, losses.optimal_discriminator(p, q), losses.minimax_value(p, q)]} == {np.dtype(np.float32)}
