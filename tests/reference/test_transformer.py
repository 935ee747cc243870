"""Witnesses of reference/transformer.py: PyTorch's layers and its nn.Transformer, Keras, ONNX, and what must hold for any Transformer."""

from __future__ import annotations

import cmath
import math
import re
from pathlib import Path

import numpy as np
import onnx
import onnx.reference
import pytest
import torch

from assignments.transformer import cases
from reference import transformer as model

N, S, T, D, H, F = 2, 7, 5, 12, 3, 10
VS, VT, V = 11, 9, 8


def close(ours: np.ndarray, theirs: np.ndarray, atol: float = 1e-13) -> None:
    np.testing.assert_allclose(ours, theirs, rtol=0, atol=atol)


@pytest.fixture
def rng() -> np.random.Generator:
    return np.random.default_rng(41)


def attention_params(rng: np.random.Generator) -> dict[str, np.ndarray]:
    params = {"W" + name: rng.normal(size=(D, D)) * 0.5 for name in "qkvo"}
    return params | {"b" + name: rng.normal(size=D) for name in "qkvo"}


def network_params(rng: np.random.Generator) -> dict[str, np.ndarray]:
    shapes = {"W1": (D, F), "b1": (F,), "W2": (F, D), "b2": (D,)}
    return {name: rng.normal(size=shape) * 0.5 for name, shape in shapes.items()}


def norms(rng: np.random.Generator, count: int) -> dict[str, dict[str, np.ndarray]]:
    return {f"norm{i + 1}": {"gamma": rng.normal(size=D) + 1.5, "beta": rng.normal(size=D)} for i in range(count)}


def encoder_params(rng: np.random.Generator) -> dict:
    return {"attention": attention_params(rng), "feed_forward": network_params(rng), **norms(rng, 2)}


def decoder_params(rng: np.random.Generator) -> dict:
    attentions = {"self_attention": attention_params(rng), "cross_attention": attention_params(rng)}
    return {**attentions, "feed_forward": network_params(rng), **norms(rng, 3)}


def some_mask(*shape: int) -> np.ndarray:
    """Bool, with a True in every row."""
    mask = np.random.default_rng(42).random(shape) < 0.5
    mask[..., 2] |= ~mask.any(axis=-1)
    return mask


# ---- positional encoding ----


@pytest.mark.parametrize(("length", "d_model"), [(5, 2), (7, 12), (60, 16), (1, 4)])
def test_a_pair_of_columns_is_a_unit_vector_that_turns(length, d_model):
    """Sine and cosine are the imaginary and the real part of exp(i w t): one turn by the angle w after the other."""
    ours = model.positional_encoding(length, d_model)
    assert ours.shape == (length, d_model)
    for pair in range(d_model // 2):
        turn = cmath.exp(1j * 10000 ** (-2 * pair / d_model))
        arrow = 1 + 0j
        for t in range(length):
            assert complex(ours[t, 2 * pair + 1], ours[t, 2 * pair]) == pytest.approx(arrow, abs=1e-13)
            arrow *= turn


def test_positions_are_compared_by_their_distance_only():
    table = model.positional_encoding(20, 8)
    products = table @ table.T
    for distance in range(20):
        close(np.diagonal(products, distance), np.full(20 - distance, products[0, distance]))


@pytest.mark.parametrize("d_model", [1, 5, 7])
def test_an_odd_width_raises(d_model):
    with pytest.raises(ValueError, match="pairs"):
        model.positional_encoding(4, d_model)


# ---- layer norm ----


@pytest.mark.parametrize("eps", [1e-5, 0.25, 1e-12])
def test_layer_norm_is_torchs_and_kerass(rng, eps):
    keras = pytest.importorskip("keras")
    x, gamma, beta = rng.normal(size=(N, T, D)) + 0.5, rng.normal(size=D), rng.normal(size=D)
    ours = model.layer_norm(x, gamma, beta, eps)
    theirs = torch.nn.functional.layer_norm(torch.tensor(x), (D,), torch.tensor(gamma), torch.tensor(beta), eps)
    close(ours, theirs.numpy())
    layer = keras.layers.LayerNormalization(epsilon=eps, dtype="float64")
    layer.build(x.shape)
    layer.set_weights([gamma, beta])
    close(ours, keras.ops.convert_to_numpy(layer(x)))


def test_the_default_eps_is_torchs(rng):
    x, gamma, beta = rng.normal(size=(N, T, D)) * 0.01, rng.normal(size=D), rng.normal(size=D)
    layer = torch.nn.LayerNorm(D, dtype=torch.float64)
    layer.load_state_dict({"weight": torch.tensor(gamma), "bias": torch.tensor(beta)})
    close(model.layer_norm(x, gamma, beta), layer(torch.tensor(x)).detach().numpy())


def test_layer_norm_is_onnxs(rng):
    """ONNX normalises in float32, hence the tolerance."""
    x, gamma, beta = rng.normal(size=(N, T, D)), rng.normal(size=D), rng.normal(size=D)
    node = onnx.helper.make_node("LayerNormalization", ["x", "gamma", "beta"], ["y"], axis=-1, epsilon=0.25)
    (theirs,) = onnx.reference.ReferenceEvaluator(node).run(None, {"x": x, "gamma": gamma, "beta": beta})
    close(model.layer_norm(x, gamma, beta, 0.25), theirs, atol=1e-6)


def test_a_vector_of_equal_numbers_becomes_beta():
    beta = np.array([1.0, 2.0, 3.0])
    close(model.layer_norm(np.full((2, 3), 0.5), np.full(3, 7.0), beta), np.stack([beta, beta]), atol=0)


# ---- PyTorch's layers with the same weights; they multiply by the transposes ----


def attention_state(params: dict[str, np.ndarray], name: str) -> dict[str, np.ndarray]:
    return {
        f"{name}.in_proj_weight": np.concatenate([params["W" + letter].T for letter in "qkv"]),
        f"{name}.in_proj_bias": np.concatenate([params["b" + letter] for letter in "qkv"]),
        f"{name}.out_proj.weight": params["Wo"].T,
        f"{name}.out_proj.bias": params["bo"],
    }


def rest_of_the_state(params: dict) -> dict[str, np.ndarray]:
    network = params["feed_forward"]
    state = {
        "linear1.weight": network["W1"].T,
        "linear1.bias": network["b1"],
        "linear2.weight": network["W2"].T,
        "linear2.bias": network["b2"],
    }
    for name in ("norm1", "norm2", "norm3"):
        if name in params:
            state |= {f"{name}.weight": params[name]["gamma"], f"{name}.bias": params[name]["beta"]}
    return state


def loaded(layer: torch.nn.Module, state: dict[str, np.ndarray]) -> torch.nn.Module:
    layer.load_state_dict({name: torch.tensor(value) for name, value in state.items()})
    return layer.eval()


OPTIONS = {"dim_feedforward": F, "dropout": 0.0, "batch_first": True, "norm_first": False, "dtype": torch.float64}


def torchs_encoder_layer(params: dict) -> torch.nn.Module:
    layer = torch.nn.TransformerEncoderLayer(D, H, **OPTIONS)
    return loaded(layer, attention_state(params["attention"], "self_attn") | rest_of_the_state(params))


def torchs_decoder_layer(params: dict) -> torch.nn.Module:
    layer = torch.nn.TransformerDecoderLayer(D, H, **OPTIONS)
    attentions = attention_state(params["self_attention"], "self_attn") | attention_state(params["cross_attention"], "multihead_attn")
    return loaded(layer, attentions | rest_of_the_state(params))


def blocked(mask: np.ndarray | None) -> torch.Tensor | None:
    """A mask as PyTorch's layers read it: True means, may not attend."""
    return None if mask is None else torch.tensor(~mask)


def causal(length: int) -> torch.Tensor:
    return torch.nn.Transformer.generate_square_subsequent_mask(length, dtype=torch.float64)


def test_feed_forward_is_two_torch_layers_and_a_relu(rng):
    x, params = rng.normal(size=(N, T, D)), network_params(rng)
    network = torch.nn.Sequential(torch.nn.Linear(D, F), torch.nn.ReLU(), torch.nn.Linear(F, D)).double()
    state = {"0.weight": params["W1"].T, "0.bias": params["b1"], "2.weight": params["W2"].T, "2.bias": params["b2"]}
    close(model.feed_forward(x, params), loaded(network, state)(torch.tensor(x)).detach().numpy())


@pytest.mark.parametrize("mask", [None, some_mask(T, T)], ids=["no mask", "mask"])
def test_an_encoder_layer_is_torchs(rng, mask):
    x, params = rng.normal(size=(N, T, D)), encoder_params(rng)
    theirs = torchs_encoder_layer(params)(torch.tensor(x), src_mask=blocked(mask))
    close(model.encoder_layer(x, params, H, mask), theirs.detach().numpy())


@pytest.mark.parametrize("mask", [None, some_mask(T, S)], ids=["no mask", "mask"])
def test_a_decoder_layer_is_torchs(rng, mask):
    y, memory, params = rng.normal(size=(N, T, D)), rng.normal(size=(N, S, D)), decoder_params(rng)
    theirs = torchs_decoder_layer(params)(torch.tensor(y), torch.tensor(memory), tgt_mask=causal(T), memory_mask=blocked(mask))
    close(model.decoder_layer(y, memory, params, H, mask), theirs.detach().numpy())


def whole(rng: np.random.Generator) -> dict:
    params = {
        "source_embedding": rng.normal(size=(VS, D)),
        "target_embedding": rng.normal(size=(VT, D)),
        "encoder": [encoder_params(rng) for _ in range(2)],
        "decoder": [decoder_params(rng) for _ in range(3)],
        "W_out": rng.normal(size=(D, V)),
        "b_out": rng.normal(size=V),
    }
    source, target = rng.integers(0, VS, size=(N, S)), rng.integers(0, VT, size=(N, T))
    return {"source": source, "target": target, "params": params, "num_heads": H}


def turning(length: int) -> torch.Tensor:
    """The positional encoding as complex numbers that turn: sines are imaginary parts, cosines real ones."""
    turns = np.array([[cmath.exp(1j * t * 10000 ** (-2 * pair / D)) for pair in range(D // 2)] for t in range(length)])
    return torch.tensor(np.stack([turns.imag, turns.real], axis=2).reshape(length, D))


def test_the_whole_model_is_torchs_without_its_last_norms(rng):
    given = whole(rng)
    params, source, target = given["params"], torch.tensor(given["source"]), torch.tensor(given["target"])
    encoder = torch.nn.TransformerEncoder(torchs_encoder_layer(params["encoder"][0]), 2, norm=None, enable_nested_tensor=False)
    decoder = torch.nn.TransformerDecoder(torchs_decoder_layer(params["decoder"][0]), 3, norm=None)
    theirs = torch.nn.Transformer(D, H, custom_encoder=encoder, custom_decoder=decoder, batch_first=True, dtype=torch.float64).eval()
    theirs.encoder.layers = torch.nn.ModuleList(torchs_encoder_layer(layer) for layer in params["encoder"])
    theirs.decoder.layers = torch.nn.ModuleList(torchs_decoder_layer(layer) for layer in params["decoder"])
    x = torch.nn.functional.embedding(source, torch.tensor(params["source_embedding"])) * math.sqrt(D) + turning(S)
    y = torch.nn.functional.embedding(target, torch.tensor(params["target_embedding"])) * math.sqrt(D) + turning(T)
    hidden = theirs(x, y, tgt_mask=causal(T))
    logits = torch.nn.functional.linear(hidden, torch.tensor(params["W_out"].T), torch.tensor(params["b_out"]))
    close(model.transformer(**given), logits.detach().numpy(), atol=1e-12)


# ---- what must hold for any Transformer ----


def test_an_encoder_does_not_know_the_order_of_its_inputs(rng):
    x, params, order = rng.normal(size=(N, T, D)), encoder_params(rng), rng.permutation(T)
    close(model.encoder_layer(x[:, order], params, H), model.encoder_layer(x, params, H)[:, order])


def test_a_later_target_token_does_not_change_earlier_logits_at_all(rng):
    given = whole(rng)
    logits = model.transformer(**given)
    later = given["target"].copy()
    later[:, 3:] = (later[:, 3:] + 1) % VT
    changed = model.transformer(**{**given, "target": later})
    assert np.array_equal(changed[:, :3], logits[:, :3])
    assert not np.any(np.all(np.isclose(changed[:, 3:], logits[:, 3:]), axis=-1))


def test_every_source_token_matters_to_every_logit(rng):
    given = whole(rng)
    other = given["source"].copy()
    other[:, -1] = (other[:, -1] + 1) % VS
    assert not np.any(np.isclose(model.transformer(**{**given, "source": other}), model.transformer(**given)))


def test_sequences_of_a_batch_do_not_meet(rng):
    given = whole(rng)
    alone = {**given, "source": given["source"][1:], "target": given["target"][1:]}
    close(model.transformer(**given)[1:], model.transformer(**alone))


def single(value: object) -> object:
    if isinstance(value, dict):
        return {name: single(item) for name, item in value.items()}
    if isinstance(value, list):
        return [single(item) for item in value]
    return value.astype(np.float32) if isinstance(value, np.ndarray) and value.dtype.kind == "f" else value


def test_float32_stays_float32(rng):
    assert model.transformer(**single(whole(rng))).dtype == np.float32


# ---- the handout's numbers ----


def handouts_numbers(after: str) -> list[float]:
    """The numbers of the block of the handout that follows these words."""
    text = (Path(cases.__file__).parent / "handout.md").read_text()
    block = text[text.index(after) :].split("```")[1]
    return [float(number) for number in re.findall(r"-?\d+\.\d+", block)]


@pytest.mark.parametrize(
    ("task", "after"),
    [
        ("positional_encoding", "the six columns of three positions"),
        ("layer_norm", "The x above, with gamma"),
        ("feed_forward", "With x from above"),
        ("encoder_layer", "The two sequences of x become"),
        ("decoder_layer", "The two sequences of y become"),
        ("transformer", "The logits of the four target words"),
    ],
)
def test_the_handout_shows_what_the_reference_answers(task, after):
    (case,) = getattr(cases, task).worked(np.random.default_rng(0))
    close(np.array(handouts_numbers(after)), getattr(model, task)(**case).ravel(), atol=6e-5)
