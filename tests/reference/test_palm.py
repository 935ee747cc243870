"""Witnesses of reference/palm.py: the block built a second time of PyTorch's own parts, with rotary positions by complex numbers."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from torch.nn import functional as F

from reference import palm

N, T, HEADS, WIDTH, INNER = 3, 5, 4, 6, 7
D = HEADS * WIDTH


def weights(rng: np.random.Generator) -> dict[str, np.ndarray]:
    shapes = {"Wq": (D, D), "Wk": (D, WIDTH), "Wv": (D, WIDTH), "Wo": (D, D), "W1": (D, INNER), "W3": (D, INNER), "W2": (INNER, D)}
    return {name: rng.normal(size=shape) * 0.4 for name, shape in shapes.items()} | {"norm": rng.normal(size=D)}


def turned(heads: torch.Tensor) -> torch.Tensor:
    """Rotary positions of (N, H, T, d): neighbouring columns are the real and the imaginary part of one number."""
    numbers = torch.view_as_complex(heads.unflatten(-1, (-1, 2)).contiguous())
    speeds = 10000.0 ** (-torch.arange(0, WIDTH, 2, dtype=torch.float64) / WIDTH)
    angles = torch.outer(torch.arange(heads.shape[2], dtype=torch.float64), speeds)
    return torch.view_as_real(numbers * torch.polar(torch.ones_like(angles), angles)).flatten(-2)


def torch_block(x: np.ndarray, params: dict[str, np.ndarray]) -> np.ndarray:
    p = {name: torch.tensor(value) for name, value in params.items()}
    norm = torch.nn.LayerNorm(D, bias=False, dtype=torch.float64)  # eps is 1e-5
    norm.weight.data = p["norm"]
    with torch.no_grad():
        n = norm(torch.tensor(x))
    q = turned(F.linear(n, p["Wq"].T).unflatten(-1, (HEADS, WIDTH)).transpose(1, 2))
    k, v = turned(F.linear(n, p["Wk"].T)[:, None]), F.linear(n, p["Wv"].T)[:, None]
    heads = F.scaled_dot_product_attention(q, k.expand_as(q), v.expand_as(q), is_causal=True)
    attention = F.linear(heads.transpose(1, 2).flatten(-2), p["Wo"].T)
    feed_forward = F.linear(F.silu(F.linear(n, p["W1"].T)) * F.linear(n, p["W3"].T), p["W2"].T)
    return (torch.tensor(x) + attention + feed_forward).numpy()


@pytest.mark.parametrize("size", [1, 3e-3])
def test_the_block_is_made_of_torchs_parts(size):
    rng = np.random.default_rng(61)
    x, params = (rng.normal(size=(N, T, D)) + 0.5) * size, weights(rng)
    np.testing.assert_allclose(palm.palm_block(x, params, HEADS), torch_block(x, params), rtol=0, atol=1e-12)


def test_the_block_does_not_see_the_future():
    rng = np.random.default_rng(62)
    x, params = rng.normal(size=(N, T, D)), weights(rng)
    changed = x.copy()
    changed[:, 3] += np.arange(D)
    before, after = palm.palm_block(x, params, HEADS), palm.palm_block(changed, params, HEADS)
    np.testing.assert_array_equal(before[:, :3], after[:, :3])
    assert np.all(np.abs(before[:, 3:] - after[:, 3:]).max(axis=-1) > 1e-3)


def test_a_shift_of_all_features_goes_past_both_layers():
    """The layer norm takes it away, so that only the residual carries it."""
    rng = np.random.default_rng(63)
    x, params = rng.normal(size=(N, T, D)), weights(rng)
    np.testing.assert_allclose(palm.palm_block(x + 5, params, HEADS), palm.palm_block(x, params, HEADS) + 5, rtol=0, atol=1e-12)


def test_float32_stays_float32():
    rng = np.random.default_rng(64)
    params = {name: value.astype(np.float32) for name, value in weights(rng).items()}
    assert palm.palm_block(np.ones((N, T, D), dtype=np.float32), params, HEADS).dtype == np.float32
