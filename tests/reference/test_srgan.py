"""Witnesses of reference/srgan.py: PyTorch, ONNX's reference evaluator, torchmetrics, SciPy, exact fractions over windows."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import onnx
import onnx.reference
import pytest
import torch
import torch.nn.functional as F
from scipy import ndimage
from torchmetrics.functional.image import peak_signal_noise_ratio

from reference import srgan


@pytest.fixture
def rng() -> np.random.Generator:
    return np.random.default_rng(16)


SHAPES = [((2, 12, 3, 5), 2), ((3, 18, 2, 4), 3), ((1, 16, 2, 3), 4)]


@pytest.mark.parametrize(("shape", "factor"), SHAPES)
def test_pixel_shuffle_is_torchs(rng, shape, factor):
    x = rng.normal(size=shape)
    np.testing.assert_array_equal(srgan.pixel_shuffle(x, factor), torch.nn.PixelShuffle(factor)(torch.tensor(x)).numpy())


@pytest.mark.parametrize(("shape", "factor"), SHAPES)
def test_pixel_shuffle_is_onnxs_depth_to_space_in_mode_crd(rng, shape, factor):
    x = rng.normal(size=shape).astype(np.float32)
    node = onnx.helper.make_node("DepthToSpace", ["x"], ["y"], blocksize=factor, mode="CRD")
    np.testing.assert_array_equal(srgan.pixel_shuffle(x, factor), onnx.reference.ReferenceEvaluator(node).run(None, {"x": x})[0])


def test_pixel_shuffle_follows_its_formula_pixel_by_pixel(rng):
    x, r = rng.normal(size=(2, 12, 2, 4)), 2
    y = srgan.pixel_shuffle(x, r)
    assert y.shape == (2, 3, 4, 8)
    for n, c, h, w, i, j in np.ndindex(2, 3, 2, 4, r, r):
        assert y[n, c, h * r + i, w * r + j] == x[n, c * r**2 + i * r + j, h, w]


def test_tensorflows_order_mode_dcr_is_another_one(rng):
    x = rng.normal(size=(2, 12, 3, 5)).astype(np.float32)
    node = onnx.helper.make_node("DepthToSpace", ["x"], ["y"], blocksize=2, mode="DCR")
    theirs = onnx.reference.ReferenceEvaluator(node).run(None, {"x": x})[0]
    assert not np.array_equal(srgan.pixel_shuffle(x, 2), theirs)
    reordered = x.reshape(2, 4, 3, 3, 5).swapaxes(1, 2).reshape(x.shape)  # their channels in our order
    np.testing.assert_array_equal(srgan.pixel_shuffle(reordered, 2), theirs)


@pytest.mark.parametrize("max_value", [1.0, 255.0])
@pytest.mark.parametrize("shape", [(4, 6), (5, 4, 3)])
def test_psnr_is_torchmetrics(rng, max_value, shape):
    x, y = max_value * rng.random(size=(2, *shape))
    theirs = peak_signal_noise_ratio(torch.tensor(y), torch.tensor(x), data_range=(0.0, max_value))
    assert srgan.psnr(x, y, max_value) == pytest.approx(float(theirs), abs=1e-4)  # theirs goes through float32 numbers


def test_psnr_of_a_known_error():
    assert srgan.psnr(np.zeros((2, 5)), np.full((2, 5), 0.1)) == pytest.approx(20, abs=1e-12)
    assert srgan.psnr(np.zeros((2, 5)), np.full((2, 5), 25.5), 255.0) == pytest.approx(20, abs=1e-12)


def test_psnr_of_identical_images_is_infinite(rng):
    x = rng.random(size=(3, 4))
    assert srgan.psnr(x, x.copy()) == np.inf


def exact_ssim(x: np.ndarray, y: np.ndarray, max_value: int) -> Fraction:
    """The handout's formula in fractions, one window after the other, the variances as mean of squares minus square of mean."""

    def mean(values: list[Fraction]) -> Fraction:
        return sum(values, Fraction(0)) / 64

    c1, c2 = (Fraction(1, 100) * max_value) ** 2, (Fraction(3, 100) * max_value) ** 2
    total, windows = Fraction(0), 0
    for top in range(x.shape[0] - 7):
        for left in range(x.shape[1] - 7):
            a, b = ([Fraction(float(v)) for v in image[top : top + 8, left : left + 8].ravel()] for image in (x, y))
            ma, mb = mean(a), mean(b)
            va, vb = mean([v * v for v in a]) - ma**2, mean([v * v for v in b]) - mb**2
            cov = mean([v * w for v, w in zip(a, b, strict=True)]) - ma * mb
            total += (2 * ma * mb + c1) * (2 * cov + c2) / ((ma**2 + mb**2 + c1) * (va + vb + c2))
            windows += 1
    return total / windows


@pytest.mark.parametrize("max_value", [1, 255])
def test_ssim_is_the_formula_in_exact_fractions(rng, max_value):
    x, y = rng.integers(0, 64, size=(2, 10, 11)) / 1024 * max_value
    assert srgan.ssim(x, y, max_value) == pytest.approx(float(exact_ssim(x, y, max_value)), abs=1e-13)


def test_ssim_is_made_of_scipys_uniform_filters(rng):
    x, y = rng.random(size=(2, 13, 17)) / 8

    def means(image: np.ndarray) -> np.ndarray:
        return ndimage.uniform_filter(image, 8)[4:-3, 4:-3]  # where the window lies inside

    mx, my = means(x), means(y)
    vx, vy, cov = means(x * x) - mx**2, means(y * y) - my**2, means(x * y) - mx * my
    of_windows = (2 * mx * my + 1e-4) * (2 * cov + 9e-4) / ((mx**2 + my**2 + 1e-4) * (vx + vy + 9e-4))
    assert of_windows.shape == (6, 10)
    assert srgan.ssim(x, y) == pytest.approx(of_windows.mean(), abs=1e-12)


def test_ssim_of_an_image_and_itself_is_1(rng):
    x = rng.random(size=(9, 12))
    assert srgan.ssim(x, x) == pytest.approx(1, abs=1e-14)


@pytest.mark.parametrize("size", [1.0, 1000.0])
def test_the_generator_loss_is_torchs_mse_and_cross_entropy_with_the_label_real(rng, size):
    real, fake, logits = rng.normal(size=(4, 3, 2, 5)), rng.normal(size=(4, 3, 2, 5)), size * np.array([1.0, -0.8, 0.3, -1.0])
    adversarial = F.binary_cross_entropy_with_logits(torch.tensor(logits), torch.ones(4, dtype=torch.float64))
    theirs = F.mse_loss(torch.tensor(fake), torch.tensor(real)) + 1e-3 * adversarial
    assert srgan.srgan_generator_loss(real, fake, logits) == pytest.approx(float(theirs), abs=1e-12)


def test_float32_stays_float32(rng):
    x = rng.random(size=(2, 8, 3, 5)).astype(np.float32)
    assert srgan.pixel_shuffle(x, 2).dtype == np.float32
    assert srgan.srgan_generator_loss(x, 2 * x, x[0, 0, 0]).dtype == np.float32
