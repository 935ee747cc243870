"""Witnesses of reference/gru.py: Keras, ONNX's reference evaluator, autograd on the equations written anew, finite differences.

torch.nn.GRU resets after the product; it is a witness only where both ways agree, with recurrent weights of the candidate that are zero.
"""

from __future__ import annotations

import numpy as np
import onnx
import onnx.reference
import pytest
import torch

from reference import gru

N, T, D, H = 3, 5, 4, 6


@pytest.fixture
def drawn() -> dict:
    rng = np.random.default_rng(21)
    params = {"W" + gate: rng.normal(size=(H + D, H)) * 0.7 for gate in "zrg"}
    params |= {"b" + gate: rng.normal(size=H) for gate in "zrg"}
    return {"x": rng.normal(size=(N, T, D)), "h": rng.normal(size=(N, H)) * 0.5, "params": params}


def with_z_inverted(params: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """sigmoid(-a) = 1 - sigmoid(a): the same network for a library that keeps the old state where its z is open."""
    return params | {"Wz": -params["Wz"], "bz": -params["bz"]}


def stacked(params: dict[str, np.ndarray], order: str) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """(kernel (D, 3H), recurrent kernel (H, 3H), bias (3H,)) with the gates in a library's order."""
    kernel = np.concatenate([params["W" + gate][H:] for gate in order], axis=1)
    recurrent = np.concatenate([params["W" + gate][:H] for gate in order], axis=1)
    return kernel, recurrent, np.concatenate([params["b" + gate] for gate in order])


def test_a_sequence_is_kerass_gru_with_the_reset_before_the_product(drawn):
    keras = pytest.importorskip("keras")
    layer = keras.layers.GRU(H, return_sequences=True, reset_after=False, dtype="float64")
    layer.build((N, T, D))
    layer.set_weights(list(stacked(with_z_inverted(drawn["params"]), "zrg")))
    theirs = keras.ops.convert_to_numpy(layer(drawn["x"], initial_state=drawn["h"]))
    np.testing.assert_allclose(gru.gru_forward(drawn["x"], drawn["h"], drawn["params"]), theirs, rtol=0, atol=1e-14)


def test_a_sequence_is_onnxs_gru_with_the_reset_before_the_product(drawn):
    kernel, recurrent, bias = stacked(with_z_inverted(drawn["params"]), "zrg")
    feeds = {
        "X": drawn["x"].transpose(1, 0, 2),
        "W": kernel.T[None],
        "R": recurrent.T[None],
        "B": np.concatenate([bias, np.zeros(3 * H)])[None],
        "lengths": np.full(N, T, dtype=np.int32),
        "h0": drawn["h"][None],
    }
    node = onnx.helper.make_node("GRU", list(feeds), ["Y", "Y_h"], hidden_size=H, linear_before_reset=0)
    hs, _ = onnx.reference.ReferenceEvaluator(node).run(None, feeds)
    np.testing.assert_allclose(gru.gru_forward(drawn["x"], drawn["h"], drawn["params"]), hs[:, 0].transpose(1, 0, 2), rtol=0, atol=1e-14)


def test_a_sequence_is_torchs_gru_where_the_candidate_does_not_see_the_state(drawn):
    params = drawn["params"] | {"Wg": np.concatenate([np.zeros((H, H)), drawn["params"]["Wg"][H:]])}
    kernel, recurrent, bias = stacked(with_z_inverted(params), "rzg")
    layer = torch.nn.GRU(D, H, batch_first=True, dtype=torch.float64)
    state = {"weight_ih_l0": kernel.T, "weight_hh_l0": recurrent.T, "bias_ih_l0": bias, "bias_hh_l0": np.zeros(3 * H)}
    layer.load_state_dict({name: torch.tensor(value) for name, value in state.items()})
    with torch.no_grad():
        theirs, _ = layer(torch.tensor(drawn["x"]), torch.tensor(drawn["h"])[None])
    np.testing.assert_allclose(gru.gru_forward(drawn["x"], drawn["h"], params), theirs.numpy(), rtol=0, atol=1e-14)


def torch_step(x: torch.Tensor, h: torch.Tensor, p: dict[str, torch.Tensor]) -> torch.Tensor:
    """The handout's equations with split matrices in place of the concatenation."""
    z = torch.sigmoid(h @ p["Wz"][:H] + x @ p["Wz"][H:] + p["bz"])
    r = torch.sigmoid(h @ p["Wr"][:H] + x @ p["Wr"][H:] + p["br"])
    candidate = torch.tanh((r * h) @ p["Wg"][:H] + x @ p["Wg"][H:] + p["bg"])
    return torch.lerp(h, candidate, z)


def test_gradients_are_autograds(drawn):
    dh = np.random.default_rng(22).normal(size=(N, H))
    arrays = {"x": drawn["x"][:, 0], "h": drawn["h"]} | drawn["params"]
    tensors = {name: torch.tensor(value, requires_grad=True) for name, value in arrays.items()}
    (torch_step(tensors["x"], tensors["h"], tensors) * torch.tensor(dh)).sum().backward()
    ours = gru.gru_cell_backward(dh, arrays["x"], arrays["h"], drawn["params"])
    assert list(ours) == ["x", "h", "Wz", "Wr", "Wg", "bz", "br", "bg"]
    for name, value in ours.items():
        np.testing.assert_allclose(value, tensors[name].grad.numpy(), rtol=0, atol=1e-14, err_msg=name)


def test_gradients_are_finite_differences(drawn):
    dh = np.random.default_rng(23).normal(size=(N, H))
    arrays = {"x": drawn["x"][:, 0], "h": drawn["h"]} | drawn["params"]

    def loss(changed: dict[str, np.ndarray]) -> float:
        return float((gru.gru_cell(changed["x"], changed["h"], changed) * dh).sum())

    ours = gru.gru_cell_backward(dh, arrays["x"], arrays["h"], drawn["params"])
    for name, gradient in ours.items():
        for where in np.ndindex(gradient.shape):
            up, down = arrays[name].copy(), arrays[name].copy()
            up[where] += 1e-5
            down[where] -= 1e-5
            slope = (loss(arrays | {name: up}) - loss(arrays | {name: down})) / 2e-5
            assert gradient[where] == pytest.approx(slope, abs=1e-8), (name, where)


def test_a_shut_update_gate_keeps_the_state_and_an_open_one_replaces_it(drawn):
    shut = drawn["params"] | {"bz": np.full(H, -60.0)}
    opened = drawn["params"] | {"bz": np.full(H, 60.0), "br": np.full(H, 60.0)}
    x, h = drawn["x"][:, 0], drawn["h"]
    np.testing.assert_allclose(gru.gru_cell(x, h, shut), h, rtol=0, atol=1e-12)
    plain_rnn = np.tanh(np.concatenate([h, x], axis=1) @ opened["Wg"] + opened["bg"])
    np.testing.assert_allclose(gru.gru_cell(x, h, opened), plain_rnn, rtol=0, atol=1e-12)


def test_large_sums_stay_finite(drawn):
    large = {name: value * 1000 for name, value in drawn["params"].items()}
    assert np.all(np.isfinite(gru.gru_forward(drawn["x"], drawn["h"], large)))


def test_float32_stays_float32(drawn):
    x, h = drawn["x"].astype(np.float32), drawn["h"].astype(np.float32)
    params = {name: value.astype(np.float32) for name, value in drawn["params"].items()}
    assert gru.gru_forward(x, h, params).dtype == np.float32
    assert {value.dtype for value in gru.gru_cell_backward(h, x[:, 0], h, params).values()} == {np.dtype(np.float32)}
