"""Witnesses of reference/deepfill.py: PyTorch's lerp and attention, scikit-learn's cosine, SciPy's softmax."""

from __future__ import annotations

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from scipy.special import softmax
from sklearn.metrics.pairwise import cosine_similarity

from reference import deepfill

H, W, C = 4, 5, 3


@pytest.fixture
def image() -> dict[str, np.ndarray]:
    rng = np.random.default_rng(17)
    foreground, background = rng.normal(size=(2, H, W, C))
    return {"foreground": foreground, "background": background, "mask": rng.permutation(np.arange(H * W) < 7).reshape(H, W)}


def test_composite_is_torchs_lerp(image):
    mask = np.random.default_rng(18).random(size=(H, W, 1))
    original, generated = image["background"], image["foreground"]
    theirs = torch.lerp(torch.tensor(original), torch.tensor(generated), torch.tensor(mask).expand(H, W, C))
    np.testing.assert_allclose(deepfill.composite(original, generated, mask), theirs.numpy(), rtol=0, atol=1e-15)


def test_composite_keeps_what_is_there_and_takes_what_is_missing(image):
    mask = image["mask"][..., None].astype(float)
    filled = deepfill.composite(image["background"], image["foreground"], mask)
    np.testing.assert_array_equal(filled, np.where(mask == 1, image["foreground"], image["background"]))


@pytest.mark.parametrize("scale", [10.0, 1.5, 40.0])
def test_contextual_attention_is_scikit_learns_cosine_and_scipys_softmax(image, scale):
    foreground, background, mask = image["foreground"], image["background"], image["mask"]
    weights = softmax(scale * cosine_similarity(foreground[mask], background[~mask]), axis=1)
    ours = deepfill.contextual_attention(foreground, background, mask, scale)
    np.testing.assert_allclose(ours[mask], weights @ background[~mask], rtol=0, atol=1e-13)
    np.testing.assert_array_equal(ours[~mask], foreground[~mask])


def test_contextual_attention_is_torchs_attention_with_the_hole_masked(image):
    foreground, background, known = (torch.tensor(image[name]) for name in ("foreground", "background", "mask"))
    known = ~known.reshape(1, -1)
    query, key = (F.normalize(one.reshape(1, -1, C), dim=2) for one in (foreground, background))
    mixed = F.scaled_dot_product_attention(query, key, background.reshape(1, -1, C), attn_mask=known.expand(H * W, H * W), scale=10.0)
    ours = deepfill.contextual_attention(**image)
    np.testing.assert_allclose(ours[image["mask"]], mixed[0].reshape(H, W, C)[image["mask"]].numpy(), rtol=0, atol=1e-13)


def test_what_the_background_holds_in_the_hole_does_not_matter(image):
    other = np.where(image["mask"][..., None], 100.0, image["background"])
    changed = deepfill.contextual_attention(image["foreground"], other, image["mask"])
    np.testing.assert_array_equal(changed, deepfill.contextual_attention(**image))


def test_a_large_scale_copies_the_most_similar_pixel(image):
    foreground, background, mask = image["foreground"], image["background"], image["mask"]
    nearest = cosine_similarity(foreground[mask], background[~mask]).argmax(axis=1)
    ours = deepfill.contextual_attention(foreground, background, mask, 1e6)
    np.testing.assert_allclose(ours[mask], background[~mask][nearest], rtol=0, atol=1e-12)


def test_float32_stays_float32(image):
    single = {name: value if value.dtype == bool else value.astype(np.float32) for name, value in image.items()}
    assert deepfill.contextual_attention(**single).dtype == np.float32
