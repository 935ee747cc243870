"""Witnesses of reference/cyclegan.py: PyTorch's layers and losses, ONNX's reference evaluator, two linear generators worked out by hand."""

from __future__ import annotations

import numpy as np
import onnx
import onnx.reference
import pytest
import torch
import torch.nn.functional as F

from reference import cyclegan

X, Y = (3, 2, 4, 5), (2, 2, 4, 5)  # images of the two kinds, not equally many


@pytest.fixture
def rng() -> np.random.Generator:
    return np.random.default_rng(19)


@pytest.mark.parametrize("eps", [1e-5, 0.25])
def test_instance_norm_is_torchs(rng, eps):
    x = 2 + 3 * rng.normal(size=X)
    np.testing.assert_allclose(cyclegan.instance_norm(x, eps), F.instance_norm(torch.tensor(x), eps=eps).numpy(), rtol=0, atol=1e-13)
    np.testing.assert_array_equal(cyclegan.instance_norm(x), cyclegan.instance_norm(x, 1e-5))


@pytest.mark.parametrize("eps", [1e-5, 0.25])
def test_instance_norm_is_onnxs(rng, eps):
    x = 2 + 3 * rng.normal(size=X)
    node = onnx.helper.make_node("InstanceNormalization", ["x", "scale", "bias"], ["y"], epsilon=eps)
    theirs = onnx.reference.ReferenceEvaluator(node).run(None, {"x": x, "scale": np.ones(2), "bias": np.zeros(2)})[0]
    np.testing.assert_allclose(cyclegan.instance_norm(x, eps), theirs, rtol=0, atol=1e-6)


def pairs(rng: np.random.Generator) -> tuple[np.ndarray, ...]:
    return rng.normal(size=X), rng.normal(size=X), rng.normal(size=Y), rng.normal(size=Y)


@pytest.mark.parametrize("loss", [cyclegan.cycle_consistency_loss, cyclegan.identity_loss])
def test_both_image_losses_are_sums_of_torchs_l1_losses(rng, loss):
    arrays = pairs(rng)
    x, x_made, y, y_made = (torch.tensor(a) for a in arrays)
    assert loss(*arrays) == pytest.approx(float(F.l1_loss(x_made, x) + F.l1_loss(y_made, y)), abs=1e-14)


def test_the_lsgan_losses_are_torchs_mse_against_ones_and_zeros(rng):
    real, fake = rng.normal(size=5), rng.normal(size=7)
    r, f = torch.tensor(real), torch.tensor(fake)
    discriminator = 0.5 * (F.mse_loss(r, torch.ones_like(r)) + F.mse_loss(f, torch.zeros_like(f)))
    generator = 0.5 * F.mse_loss(f, torch.ones_like(f))
    assert cyclegan.lsgan_losses(real, fake) == pytest.approx((float(discriminator), float(generator)), abs=1e-14)


def test_the_objective_of_two_linear_generators_worked_out_by_hand():
    """G(x) = 2 x + 1, F(y) = y / 3 - 1; x = 0, 3; y = 3, 6, 12.

    F(G(x)) = (2 x - 2) / 3: -2/3, 4/3, so the cycle of X is off by 2/3 and 5/3. G(F(y)) = 2 y / 3 - 1: 1, 3, 7, off by 2, 3, 5.
    F(x) = -1, 0 is off by 1, 3; G(y) = 7, 13, 25 is off by 4, 7, 13. The discriminators score D_Y(v) = v / 8, D_X(v) = v.
    D_Y(G(x)) = 1/8, 7/8; D_X(F(y)) = 0, 1, 3.
    """
    x, y = np.array([0.0, 3.0]), np.array([3.0, 6.0, 12.0])

    def g(v: np.ndarray) -> np.ndarray:
        return 2 * v + 1

    def f(v: np.ndarray) -> np.ndarray:
        return v / 3 - 1

    cycle = cyclegan.cycle_consistency_loss(x, f(g(x)), y, g(f(y)))
    identity = cyclegan.identity_loss(x, f(x), y, g(y))
    adversarial_g = cyclegan.lsgan_losses(y / 8, g(x) / 8)[1]
    adversarial_f = cyclegan.lsgan_losses(x, f(y))[1]
    assert cycle == pytest.approx(7 / 6 + 10 / 3, abs=1e-14)
    assert identity == pytest.approx(2 + 8, abs=1e-14)
    assert adversarial_g == pytest.approx(25 / 128, abs=1e-14)  # half the mean of 49/64 and 1/64
    assert adversarial_f == pytest.approx(5 / 6, abs=1e-14)  # half the mean of 1, 0 and 4
    four = (adversarial_g, adversarial_f, cycle, identity)
    assert cyclegan.cyclegan_generator_objective(*four) == pytest.approx(25 / 128 + 5 / 6 + 45 + 50, abs=1e-12)
    assert cyclegan.cyclegan_generator_objective(*four, 2.0, 0.5) == pytest.approx(25 / 128 + 5 / 6 + 9 + 5, abs=1e-12)


def test_float32_stays_float32(rng):
    assert cyclegan.instance_norm(rng.normal(size=X).astype(np.float32)).dtype == np.float32
