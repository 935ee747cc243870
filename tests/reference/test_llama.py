"""Witnesses of reference/llama.py: PyTorch, Keras, ONNX's reference evaluator, complex numbers, loops, and what rotary positions promise.

The block is built a second time of PyTorch's own parts; only its rotary positions come from ONNX, since PyTorch has none.
"""

from __future__ import annotations

import numpy as np
import onnx
import onnx.reference
import pytest
import torch
from torch.nn import functional as F

from reference import llama

N, HQ, HKV, T, WIDTH = 2, 6, 3, 5, 4  # WIDTH: columns a head
D, INNER = HQ * WIDTH, 7


def onnx_run(name: str, feeds: dict[str, np.ndarray], **attributes) -> np.ndarray:
    node = onnx.helper.make_node(name, list(feeds), ["Y"], **attributes)
    return onnx.reference.ReferenceEvaluator(node).run(None, feeds)[0]


# ---- RMS norm ----


@pytest.mark.parametrize("eps", [1e-6, 0.5])
def test_rms_norm_is_torchs_kerass_and_onnxs(eps):
    keras = pytest.importorskip("keras")
    rng = np.random.default_rng(41)
    x, gamma = rng.normal(size=(N, T, D)), rng.normal(size=D)
    ours = llama.rms_norm(x, gamma, eps)
    np.testing.assert_allclose(ours, F.rms_norm(torch.tensor(x), (D,), torch.tensor(gamma), eps).numpy(), rtol=0, atol=1e-14)
    layer = keras.layers.RMSNormalization(epsilon=eps, dtype="float64")
    layer.build(x.shape)
    layer.set_weights([gamma])
    np.testing.assert_allclose(ours, keras.ops.convert_to_numpy(layer(x)), rtol=0, atol=1e-14)
    theirs = onnx_run("RMSNormalization", {"X": x.astype(np.float32), "scale": gamma.astype(np.float32)}, epsilon=eps, axis=-1)
    np.testing.assert_allclose(ours, theirs, rtol=0, atol=1e-5)


def test_rms_norm_gives_vectors_of_one_length_and_leaves_zero_alone():
    x = np.random.default_rng(42).normal(size=(T, D)) * 100
    np.testing.assert_allclose(np.linalg.norm(llama.rms_norm(x, np.ones(D)), axis=-1), D**0.5, rtol=1e-9)
    np.testing.assert_array_equal(llama.rms_norm(np.zeros((2, D)), np.ones(D)), np.zeros((2, D)))
    assert llama.rms_norm(np.full((1, D), 1e-3), np.ones(D))[0, 0] == pytest.approx(0.5**0.5, rel=1e-12)  # eps is 1e-6


# ---- rotary positions ----


def onnx_rotary(x: np.ndarray, base: float) -> np.ndarray:
    """ONNX's interleaved form, in float64. The angles are given to it in tables."""
    steps, width = x.shape[-2:]
    angles = np.outer(np.arange(steps), 1 / base ** (np.arange(width // 2) / (width / 2)))
    places = np.tile(np.arange(steps), (len(x), 1))
    feeds = {"X": x, "cos": np.cos(angles), "sin": np.sin(angles), "position_ids": places}
    return onnx_run("RotaryEmbedding", feeds, interleaved=1)


@pytest.mark.parametrize(("width", "base"), [(4, 10000.0), (8, 100.0), (2, 7.0)])
def test_rotary_positions_are_onnxs_interleaved_ones(width, base):
    x = np.random.default_rng(43).normal(size=(N, HQ, T, width))
    np.testing.assert_allclose(llama.rotary_embedding(x, base), onnx_rotary(x, base), rtol=0, atol=1e-14)


def test_rotary_positions_multiply_complex_numbers():
    x = np.random.default_rng(44).normal(size=(N, HQ, 60, 8))
    turned = llama.rotary_embedding(x)
    for pair in range(4):
        turns = np.exp(1j * np.arange(60) * 10 ** (-float(pair)))  # 10000**(-2 * pair / 8)
        wanted = (x[..., 2 * pair] + 1j * x[..., 2 * pair + 1]) * turns
        np.testing.assert_allclose(turned[..., 2 * pair] + 1j * turned[..., 2 * pair + 1], wanted, rtol=0, atol=1e-13)


def test_products_of_turned_vectors_depend_on_distance_only():
    """Su et al., 2021, equation 11: what rotary positions are for."""
    q, k = np.random.default_rng(45).normal(size=(2, 8))
    at_all = [llama.rotary_embedding(np.tile(vector, (1, 1, 20, 1)))[0, 0] for vector in (q, k)]
    products = at_all[0] @ at_all[1].T
    for distance in range(-19, 20):
        diagonal = np.diagonal(products, distance)
        np.testing.assert_allclose(diagonal, diagonal[0], rtol=0, atol=1e-13)
    assert products[0, 0] == pytest.approx(q @ k, rel=1e-14)


def test_rotary_positions_refuse_an_odd_width():
    with pytest.raises(ValueError, match="even"):
        llama.rotary_embedding(np.ones((1, 1, 2, 5)))


# ---- SwiGLU ----


def weights(rng: np.random.Generator) -> dict[str, np.ndarray]:
    shapes = {
        "Wq": (D, D),
        "Wk": (D, HKV * WIDTH),
        "Wv": (D, HKV * WIDTH),
        "Wo": (D, D),
        "W1": (D, INNER),
        "W3": (D, INNER),
        "W2": (INNER, D),
    }
    params = {name: rng.normal(size=shape) * 0.4 for name, shape in shapes.items()}
    return params | {"norm1": rng.normal(size=D), "norm2": rng.normal(size=D)}


def torch_swiglu(x: torch.Tensor, p: dict[str, torch.Tensor]) -> torch.Tensor:
    return F.linear(F.silu(F.linear(x, p["W1"].T)) * F.linear(x, p["W3"].T), p["W2"].T)


@pytest.mark.parametrize("shape", [(T, D), (N, T, D)])
def test_swiglu_is_torchs_silu_between_linear_layers(shape):
    rng = np.random.default_rng(46)
    x, params = rng.normal(size=shape) * 3, weights(rng)
    theirs = torch_swiglu(torch.tensor(x), {name: torch.tensor(value) for name, value in params.items()})
    np.testing.assert_allclose(llama.swiglu(x, params), theirs.numpy(), rtol=0, atol=1e-13)


def test_swiglu_stays_finite():
    params = {"W1": np.array([[1000.0, -1000.0]]), "W3": np.ones((1, 2)), "W2": np.ones((2, 1))}
    assert llama.swiglu(np.ones((1, 1)), params)[0, 0] == 1000.0


# ---- grouped heads ----


def three(rng: np.random.Generator, queries: int = HQ, keys: int = HKV) -> list[np.ndarray]:
    return [rng.normal(size=(N, heads, T, WIDTH)) for heads in (queries, keys, keys)]


@pytest.mark.parametrize(("queries", "keys"), [(6, 3), (6, 2), (6, 1), (4, 4)])
@pytest.mark.parametrize("masked", [False, True])
def test_grouped_heads_are_torchs_and_onnxs(queries, keys, masked):
    rng = np.random.default_rng(47)
    q, k, v = three(rng, queries, keys)
    mask = (rng.random((T, T)) < 0.5) | np.eye(T, dtype=bool) if masked else None
    ours = llama.grouped_query_attention(q, k, v, mask)
    tensors = [torch.tensor(array) for array in (q, k, v)]
    seen = None if mask is None else torch.tensor(mask)
    theirs = F.scaled_dot_product_attention(*tensors, attn_mask=seen, enable_gqa=True)
    np.testing.assert_allclose(ours, theirs.numpy(), rtol=0, atol=1e-14)
    feeds = {"Q": q, "K": k, "V": v} | ({} if mask is None else {"attn_mask": mask})
    np.testing.assert_allclose(ours, onnx_run("Attention", feeds), rtol=0, atol=1e-14)


def test_grouped_heads_are_a_loop_over_heads():
    q, k, v = three(np.random.default_rng(48))
    causal = np.tri(T, dtype=bool)
    ours = llama.grouped_query_attention(q, k, v, causal)
    for n, h, s in np.ndindex(N, HQ, T):
        shared = h // 2  # heads 0 and 1 share the first of three
        scores = [q[n, h, s] @ k[n, shared, t] / 2 for t in range(s + 1)]
        weights = np.exp(scores) / np.exp(scores).sum()
        np.testing.assert_allclose(ours[n, h, s], weights @ v[n, shared, : s + 1], rtol=0, atol=1e-14)


def test_grouped_heads_stay_finite():
    q, k, v = three(np.random.default_rng(49))
    assert np.all(np.isfinite(llama.grouped_query_attention(q * 1000, k * 1000, v)))


# ---- the block ----


def torch_block(x: np.ndarray, params: dict[str, np.ndarray], queries: int, keys: int, base: float = 10000.0) -> np.ndarray:
    p = {name: torch.tensor(value) for name, value in params.items()}
    y = torch.tensor(x)
    n = F.rms_norm(y, (x.shape[-1],), p["norm1"], 1e-6)
    q, k, v = (F.linear(n, p[name].T).unflatten(-1, (h, -1)).transpose(1, 2) for name, h in (("Wq", queries), ("Wk", keys), ("Wv", keys)))
    q, k = (torch.tensor(onnx_rotary(heads.contiguous().numpy(), base)) for heads in (q, k))
    heads = F.scaled_dot_product_attention(q, k, v, is_causal=True, enable_gqa=True)
    y = y + F.linear(heads.transpose(1, 2).flatten(-2), p["Wo"].T)
    return (y + torch_swiglu(F.rms_norm(y, (x.shape[-1],), p["norm2"], 1e-6), p)).numpy()


@pytest.mark.parametrize("size", [1, 1e-3])
def test_the_block_is_made_of_torchs_parts(size):
    rng = np.random.default_rng(50)
    x, params = rng.normal(size=(N, T, D)) * size, weights(rng)
    np.testing.assert_allclose(llama.llama_block(x, params, HQ, HKV), torch_block(x, params, HQ, HKV), rtol=0, atol=1e-12)


def test_the_block_does_not_see_the_future():
    rng = np.random.default_rng(51)
    x, params = rng.normal(size=(N, T, D)), weights(rng)
    changed = x.copy()
    changed[:, 3] += 1
    before, after = llama.llama_block(x, params, HQ, HKV), llama.llama_block(changed, params, HQ, HKV)
    np.testing.assert_array_equal(before[:, :3], after[:, :3])
    assert np.all(np.abs(before[:, 3:] - after[:, 3:]).max(axis=-1) > 1e-3)


def test_float32_stays_float32():
    rng = np.random.default_rng(52)
    params = {name: value.astype(np.float32) for name, value in weights(rng).items()}
    x = rng.normal(size=(N, T, D)).astype(np.float32)
    assert llama.llama_block(x, params, HQ, HKV).dtype == np.float32
