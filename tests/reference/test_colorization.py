"""Witnesses of reference/colorization.py: Pillow's JPEG conversion, the matrices printed in ITU-T T.871, the inverse matrix."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image

from reference import colorization

# ITU-T T.871, section 7, with its rounding to six digits.
TO_YCBCR = np.array([[0.299, 0.587, 0.114], [-0.168736, -0.331264, 0.5], [0.5, -0.418688, -0.081312]])
TO_RGB = np.array([[1, 0, 1.402], [1, -0.344136, -0.714136], [1, 1.772, 0]])
OFFSET = np.array([0, 0.5, 0.5])


@pytest.fixture
def image() -> np.ndarray:
    """Bytes, with the corners of the cube of colours among them."""
    drawn = np.random.default_rng(20).integers(0, 256, size=(40, 30, 3))
    drawn[0, :8] = 255 * np.array(list(np.ndindex(2, 2, 2)))
    return drawn.astype(np.uint8)


def test_the_conversion_is_pillows_up_to_its_rounding(image):
    theirs = np.asarray(Image.fromarray(image).convert("YCbCr"), dtype=float)
    ours = colorization.rgb_to_ycbcr(image / 255) * 255
    ours[..., 1:] += 0.5  # 128 of 255 is no half
    assert np.max(np.abs(np.clip(ours, 0, 255) - theirs)) <= 1.01  # theirs are rounded to whole numbers


def test_colours_come_back_as_pillow_gives_them(image):
    bands = [Image.fromarray(np.ascontiguousarray(image[..., channel])) for channel in range(3)]
    theirs = np.asarray(Image.merge("YCbCr", bands).convert("RGB"), dtype=float)
    shifted = image.astype(float)
    shifted[..., 1:] -= 0.5
    ours = colorization.colorize(shifted[..., 0] / 255, shifted[..., 1:] / 255) * 255
    assert np.max(np.abs(ours - theirs)) <= 1.5


def test_the_conversion_is_the_printed_matrix(image):
    np.testing.assert_allclose(colorization.rgb_to_ycbcr(image / 255), image / 255 @ TO_YCBCR.T + OFFSET, rtol=0, atol=1e-6)


def test_colours_are_the_printed_matrix_clipped():
    rng = np.random.default_rng(21)
    luminance, chroma = rng.random(size=(7, 9)), rng.random(size=(7, 9, 2))
    full = np.concatenate([luminance[..., None], chroma - 0.5], axis=-1)
    theirs = np.clip(full @ TO_RGB.T, 0, 1)
    assert 0.1 < np.mean((theirs == 0) | (theirs == 1)) < 0.9
    np.testing.assert_allclose(colorization.colorize(luminance, chroma), theirs, rtol=0, atol=1e-6)


def test_there_and_back(image):
    there = colorization.rgb_to_ycbcr(image / 255)
    assert there.min() >= -1e-15
    assert there.max() <= 1 + 1e-15
    np.testing.assert_allclose(colorization.colorize(there[..., 0], there[..., 1:]), image / 255, rtol=0, atol=1e-14)


def test_grey_has_no_chroma_and_pure_blue_and_red_have_all_of_it():
    colours = np.array([[[0.25, 0.25, 0.25], [0.0, 0.0, 1.0], [1.0, 0.0, 0.0]]])
    y, cb, cr = np.moveaxis(colorization.rgb_to_ycbcr(colours)[0], -1, 0)
    np.testing.assert_allclose(y, [0.25, 0.114, 0.299], rtol=0, atol=1e-15)
    np.testing.assert_allclose([cb[0], cr[0], cb[1], cr[2]], [0.5, 0.5, 1, 1], rtol=0, atol=1e-15)


def test_float32_stays_float32(image):
    single = (image / 255).astype(np.float32)
    assert colorization.rgb_to_ycbcr(single).dtype == np.float32
    assert colorization.colorize(single[..., 0], single[..., 1:]).dtype == np.float32
