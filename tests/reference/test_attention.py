"""Witnesses of reference/attention.py: SciPy, PyTorch, Keras, ONNX's reference evaluator, and what must hold for any attention."""

from __future__ import annotations

import numpy as np
import onnx
import onnx.reference
import pytest
import scipy.special
import torch

from reference import attention

N, H, TQ, TK, SIZE, DV = 2, 3, 5, 7, 4, 6
D = H * SIZE


def close(ours: np.ndarray, theirs: np.ndarray, atol: float = 1e-14) -> None:
    np.testing.assert_allclose(ours, theirs, rtol=0, atol=atol)


@pytest.fixture
def qkv() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    rng = np.random.default_rng(31)
    return rng.normal(size=(N, H, TQ, SIZE)) * 2, rng.normal(size=(N, H, TK, SIZE)), rng.normal(size=(N, H, TK, DV))


@pytest.fixture
def drawn() -> dict:
    rng = np.random.default_rng(32)
    params = {"W" + name: rng.normal(size=(D, D)) * 0.5 for name in "qkvo"}
    params |= {"b" + name: rng.normal(size=D) for name in "qkvo"}
    return {"x_query": rng.normal(size=(N, TQ, D)), "x_key_value": rng.normal(size=(N, TK, D)), "params": params}


def some_mask(*shape: int) -> np.ndarray:
    """Bool, with a True in every row."""
    mask = np.random.default_rng(33).random(shape) < 0.5
    mask[..., 2] |= ~mask.any(axis=-1)
    return mask


# ---- softmax ----


@pytest.mark.parametrize("axis", [0, 1, 2, -1, -2])
def test_softmax_is_scipys_and_torchs(axis):
    x = np.random.default_rng(34).normal(size=(3, 5, 4)) * 3
    close(attention.softmax(x, axis), scipy.special.softmax(x, axis=axis), atol=1e-15)
    close(attention.softmax(x, axis), torch.softmax(torch.tensor(x), axis).numpy(), atol=1e-15)


def test_softmax_of_large_numbers_and_of_minus_infinity_is_scipys():
    x = np.array([[1e4, 1e4 - 1, -1e4], [-1e4, -1e4 - 2, -np.inf], [-np.inf, 0.5, 3.0]])
    close(attention.softmax(x), scipy.special.softmax(x, axis=-1), atol=1e-15)
    assert attention.softmax(x)[2, 0] == 0


def test_softmax_of_logarithms_gives_their_shares():
    close(attention.softmax(np.log([1.0, 2.0, 5.0])), np.array([0.125, 0.25, 0.625]), atol=1e-15)


# ---- scaled dot-product attention ----

MASKS = [None, some_mask(TQ, TK), some_mask(N, 1, TQ, TK), some_mask(N, H, TQ, TK), some_mask(N, 1, 1, TK)]


@pytest.mark.parametrize("mask", MASKS, ids=lambda mask: "none" if mask is None else str(mask.shape))
def test_the_output_is_torchs_for_every_form_of_mask(qkv, mask):
    output, weights = attention.scaled_dot_product_attention(*qkv, mask)
    tensors = (torch.tensor(array) for array in qkv)
    theirs = torch.nn.functional.scaled_dot_product_attention(*tensors, attn_mask=None if mask is None else torch.tensor(mask))
    close(output, theirs.numpy())
    close(weights.sum(axis=-1), np.ones((N, H, TQ)))
    assert mask is None or np.all(weights[~np.broadcast_to(mask, weights.shape)] == 0)


def test_the_weights_are_torchs_where_the_values_are_the_unit_matrix(qkv):
    """Then the output is the weights, so that a witness without weights to return can speak for them."""
    q, k, _ = qkv
    mask = some_mask(N, 1, TQ, TK)
    _, weights = attention.scaled_dot_product_attention(q, k, np.ones((N, H, TK, DV)), mask)
    units = torch.eye(TK, dtype=torch.float64).expand(N, H, TK, TK)
    close(weights, torch.nn.functional.scaled_dot_product_attention(torch.tensor(q), torch.tensor(k), units, torch.tensor(mask)).numpy())


def test_a_query_that_may_attend_to_nothing_gets_zeros_as_in_torch(qkv):
    mask = some_mask(TQ, TK)
    mask[1] = False
    output, weights = attention.scaled_dot_product_attention(*qkv, mask)
    theirs = torch.nn.functional.scaled_dot_product_attention(*(torch.tensor(array) for array in qkv), attn_mask=torch.tensor(mask))
    close(output, theirs.numpy())
    assert np.all(output[:, :, 1] == 0)
    assert np.all(weights[:, :, 1] == 0)


def test_the_output_is_onnxs_attention(qkv):
    """ONNX's evaluator computes in float32 here and there, hence its tolerance."""
    mask = some_mask(TQ, TK)
    node = onnx.helper.make_node("Attention", ["q", "k", "v", "mask"], ["y"])
    feeds = dict(zip(("q", "k", "v"), qkv, strict=True)) | {"mask": mask}
    (theirs,) = onnx.reference.ReferenceEvaluator(node).run(None, feeds)
    close(attention.scaled_dot_product_attention(*qkv, mask)[0], theirs, atol=1e-6)


def test_the_order_of_the_keys_does_not_matter(qkv):
    q, k, v = qkv
    order = np.random.default_rng(35).permutation(TK)
    output, weights = attention.scaled_dot_product_attention(q, k, v)
    output_again, weights_again = attention.scaled_dot_product_attention(q, k[..., order, :], v[..., order, :])
    close(output_again, output)
    close(weights_again, weights[..., order])


def test_what_a_query_may_not_attend_to_does_not_change_its_output_at_all(qkv):
    q, k, v = qkv
    mask = some_mask(TQ, TK)
    mask[:, 3] = False
    changed_k, changed_v = k.copy(), v.copy()
    changed_k[..., 3, :], changed_v[..., 3, :] = 50, -1000
    output, _ = attention.scaled_dot_product_attention(q, k, v, mask)
    output_again, _ = attention.scaled_dot_product_attention(q, changed_k, changed_v, mask)
    assert np.array_equal(output, output_again)


def test_scores_of_several_hundred_stay_finite(qkv):
    q, k, v = qkv
    output, weights = attention.scaled_dot_product_attention(q * 500, k, v)
    assert np.all(np.isfinite(output))
    close(weights.sum(axis=-1), np.ones((N, H, TQ)))


# ---- multi-head attention ----


def torchs_layer(params: dict[str, np.ndarray], heads: int) -> torch.nn.MultiheadAttention:
    """torch.nn.MultiheadAttention with the same weights: it multiplies by their transposes, and stacks Wq, Wk and Wv."""
    layer = torch.nn.MultiheadAttention(len(params["bq"]), heads, batch_first=True, dtype=torch.float64)
    state = {
        "in_proj_weight": np.concatenate([params["W" + name].T for name in "qkv"]),
        "in_proj_bias": np.concatenate([params["b" + name] for name in "qkv"]),
        "out_proj.weight": params["Wo"].T,
        "out_proj.bias": params["bo"],
    }
    layer.load_state_dict({name: torch.tensor(value) for name, value in state.items()})
    return layer.eval()


@pytest.mark.parametrize("heads", [1, 2, 3, 6])
@pytest.mark.parametrize("mask", [None, some_mask(TQ, TK)], ids=["no mask", "mask"])
def test_multi_head_attention_is_torchs(drawn, heads, mask):
    x, memory = torch.tensor(drawn["x_query"]), torch.tensor(drawn["x_key_value"])
    blocked = None if mask is None else torch.tensor(~mask)  # there, True means: may not attend
    with torch.no_grad():
        theirs, _ = torchs_layer(drawn["params"], heads)(x, memory, memory, attn_mask=blocked)
    close(attention.multi_head_attention(**drawn, num_heads=heads, mask=mask), theirs.numpy(), atol=1e-13)


@pytest.mark.parametrize("mask", [None, some_mask(TQ, TK)], ids=["no mask", "mask"])
def test_multi_head_attention_is_kerass(drawn, mask):
    """Keras rounds 1 / sqrt(d) to single precision, which does not change 1 / sqrt(4)."""
    keras = pytest.importorskip("keras")
    layer = keras.layers.MultiHeadAttention(H, SIZE, dtype="float64")
    layer.build(drawn["x_query"].shape, drawn["x_key_value"].shape)
    weights = []
    for name in "qkv":
        weights += [drawn["params"]["W" + name].reshape(D, H, SIZE), drawn["params"]["b" + name].reshape(H, SIZE)]
    layer.set_weights([*weights, drawn["params"]["Wo"].reshape(H, SIZE, D), drawn["params"]["bo"]])
    given = None if mask is None else np.broadcast_to(mask, (N, TQ, TK))
    theirs = layer(drawn["x_query"], drawn["x_key_value"], attention_mask=given)
    close(attention.multi_head_attention(**drawn, num_heads=H, mask=mask), keras.ops.convert_to_numpy(theirs), atol=1e-13)


def test_one_head_with_unit_weights_is_plain_attention(drawn):
    unit = {"W" + name: np.eye(D) for name in "qkvo"} | {"b" + name: np.zeros(D) for name in "qkvo"}
    x, memory = drawn["x_query"], drawn["x_key_value"]
    plain, _ = attention.scaled_dot_product_attention(x, memory, memory)
    close(attention.multi_head_attention(x, memory, unit, 1), plain)


def test_a_bias_of_the_keys_changes_nothing(drawn):
    other = {**drawn, "params": drawn["params"] | {"bk": np.linspace(-2, 2, D)}}
    close(attention.multi_head_attention(**drawn, num_heads=H), attention.multi_head_attention(**other, num_heads=H))


@pytest.mark.parametrize("heads", [5, 7, 8])
def test_heads_that_cannot_share_the_columns_raise(drawn, heads):
    with pytest.raises(ValueError, match="12 columns"):
        attention.multi_head_attention(**drawn, num_heads=heads)


def test_float32_stays_float32(qkv, drawn):
    single = [array.astype(np.float32) for array in qkv]
    assert {array.dtype for array in attention.scaled_dot_product_attention(*single, some_mask(TQ, TK))} == {np.dtype(np.float32)}
    params = {name: value.astype(np.float32) for name, value in drawn["params"].items()}
    x = drawn["x_query"].astype(np.float32)
    assert attention.multi_head_attention(x, x, params, H).dtype == np.float32


def test_no_argument_is_changed(qkv, drawn):
    copies = [array.copy() for array in qkv]
    attention.scaled_dot_product_attention(*qkv, some_mask(TQ, TK))
    attention.softmax(qkv[0])
    assert all(np.array_equal(one, other) for one, other in zip(qkv, copies, strict=True))
    before = {name: value.copy() for name, value in drawn["params"].items()}
    attention.multi_head_attention(**drawn, num_heads=H)
    assert all(np.array_equal(before[name], value) for name, value in drawn["params"].items())
