"""Witnesses of reference/lstm.py: torch.nn.LSTM, LSTMCell and autograd, Keras, ONNX's evaluator, finite differences, arithmetic."""

from __future__ import annotations

import math

import numpy as np
import onnx
import onnx.reference
import pytest
import torch

from reference import lstm

N, T, D, H = 3, 5, 4, 6


def drawn_params(rng: np.random.Generator) -> dict[str, np.ndarray]:
    params = {"W" + gate: rng.normal(size=(H + D, H)) * 0.7 for gate in "figo"}
    return params | {"b" + gate: rng.normal(size=H) for gate in "figo"}


@pytest.fixture
def drawn() -> dict:
    rng = np.random.default_rng(11)
    return {
        "x": rng.normal(size=(N, T, D)),
        "h": rng.normal(size=(N, H)) * 0.5,
        "c": rng.normal(size=(N, H)),
        "params": drawn_params(rng),
    }


def stacked(params: dict[str, np.ndarray], order: str) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """(kernel (D, 4H), recurrent kernel (H, 4H), bias (4H,)) with the gates in a library's order."""
    kernel = np.concatenate([params["W" + gate][H:] for gate in order], axis=1)
    recurrent = np.concatenate([params["W" + gate][:H] for gate in order], axis=1)
    return kernel, recurrent, np.concatenate([params["b" + gate] for gate in order])


def load(module: torch.nn.Module, params: dict[str, np.ndarray], suffix: str = "") -> torch.nn.Module:
    kernel, recurrent, bias = stacked(params, "ifgo")
    state = {"weight_ih": kernel.T, "weight_hh": recurrent.T, "bias_ih": bias * 0.25, "bias_hh": bias * 0.75}
    module.load_state_dict({name + suffix: torch.tensor(value) for name, value in state.items()})
    return module


def test_one_step_is_torchs_lstm_cell(drawn):
    cell = load(torch.nn.LSTMCell(D, H, dtype=torch.float64), drawn["params"])
    x, h, c = (torch.tensor(a) for a in (drawn["x"][:, 0], drawn["h"], drawn["c"]))
    with torch.no_grad():
        theirs = cell(x, (h, c))
    ours = lstm.lstm_cell(drawn["x"][:, 0], drawn["h"], drawn["c"], drawn["params"])
    for one, other in zip(ours, theirs, strict=True):
        np.testing.assert_allclose(one, other.numpy(), rtol=0, atol=1e-14)


def test_a_sequence_is_torchs_lstm(drawn):
    layer = load(torch.nn.LSTM(D, H, batch_first=True, dtype=torch.float64), drawn["params"], "_l0")
    with torch.no_grad():
        hs, (h, c) = layer(torch.tensor(drawn["x"]), (torch.tensor(drawn["h"])[None], torch.tensor(drawn["c"])[None]))
    ours = lstm.lstm_forward(drawn["x"], drawn["h"], drawn["c"], drawn["params"])
    for one, other in zip(ours, (hs, h[0], c[0]), strict=True):
        np.testing.assert_allclose(one, other.numpy(), rtol=0, atol=1e-14)


def test_a_sequence_is_kerass_lstm(drawn):
    keras = pytest.importorskip("keras")
    layer = keras.layers.LSTM(H, return_sequences=True, return_state=True, dtype="float64")
    layer.build((N, T, D))
    layer.set_weights(list(stacked(drawn["params"], "ifgo")))
    theirs = layer(drawn["x"], initial_state=[drawn["h"], drawn["c"]])
    ours = lstm.lstm_forward(drawn["x"], drawn["h"], drawn["c"], drawn["params"])
    for one, other in zip(ours, theirs, strict=True):
        np.testing.assert_allclose(one, keras.ops.convert_to_numpy(other), rtol=0, atol=1e-14)


def test_a_sequence_is_onnxs_lstm(drawn):
    kernel, recurrent, bias = stacked(drawn["params"], "iofg")  # ONNX: input, output, forget, cell
    feeds = {
        "X": drawn["x"].transpose(1, 0, 2),
        "W": kernel.T[None],
        "R": recurrent.T[None],
        "B": np.concatenate([bias, np.zeros(4 * H)])[None],
        "lengths": np.full(N, T, dtype=np.int32),
        "h0": drawn["h"][None],
        "c0": drawn["c"][None],
    }
    node = onnx.helper.make_node("LSTM", list(feeds), ["Y", "Y_h", "Y_c"], hidden_size=H)
    hs, h, c = onnx.reference.ReferenceEvaluator(node).run(None, feeds)
    ours = lstm.lstm_forward(drawn["x"], drawn["h"], drawn["c"], drawn["params"])
    for one, other in zip(ours, (hs[:, 0].transpose(1, 0, 2), h[0], c[0]), strict=True):
        np.testing.assert_allclose(one, other, rtol=0, atol=1e-14)


def test_the_gates_are_what_plain_arithmetic_gives(drawn):
    x, h, params = drawn["x"][:, 0], drawn["h"], drawn["params"]
    found = lstm.lstm_gates(x, h, params)
    for gate, values in zip("figo", found, strict=True):
        for n in range(N):
            for k in range(H):
                total = params["b" + gate][k]
                total += sum(h[n, j] * params["W" + gate][j, k] for j in range(H))
                total += sum(x[n, j] * params["W" + gate][H + j, k] for j in range(D))
                wanted = math.tanh(total) if gate == "g" else 1 / (1 + math.exp(-total))
                assert values[n, k] == pytest.approx(wanted, abs=1e-14)


def test_an_open_forget_gate_and_a_shut_input_gate_keep_the_memory(drawn):
    params = drawn["params"] | {"bf": np.full(H, 60.0), "bi": np.full(H, -60.0)}
    _, _, c = lstm.lstm_forward(drawn["x"], drawn["h"], drawn["c"], params)
    np.testing.assert_allclose(c, drawn["c"], rtol=0, atol=1e-12)


def test_large_sums_give_open_and_shut_gates():
    params = {"W" + gate: np.zeros((2, 1)) for gate in "figo"} | {"b" + gate: np.zeros(1) for gate in "figo"}
    for gate in "figo":
        params["W" + gate][1, 0] = 1000.0
    found = lstm.lstm_gates(np.array([[1.0], [-1.0]]), np.zeros((2, 1)), params)
    for values, shut in zip(found, (0, 0, -1, 0), strict=True):
        assert values.tolist() == [[1.0], [shut]]


def test_gradients_are_autograds(drawn):
    rng = np.random.default_rng(12)
    dh, dc = rng.normal(size=(N, H)), rng.normal(size=(N, H))
    x = drawn["x"][:, 0]
    cell = load(torch.nn.LSTMCell(D, H, dtype=torch.float64), drawn["params"])
    inputs = {name: torch.tensor(value, requires_grad=True) for name, value in (("x", x), ("h", drawn["h"]), ("c", drawn["c"]))}
    new_h, new_c = cell(inputs["x"], (inputs["h"], inputs["c"]))
    ((new_h * torch.tensor(dh)).sum() + (new_c * torch.tensor(dc)).sum()).backward()

    wanted = {name: value.grad.numpy() for name, value in inputs.items()}
    for place, gate in enumerate("ifgo"):
        rows = slice(place * H, (place + 1) * H)
        wanted["W" + gate] = np.concatenate([cell.weight_hh.grad[rows].numpy().T, cell.weight_ih.grad[rows].numpy().T])
        wanted["b" + gate] = cell.bias_ih.grad[rows].numpy()
    ours = lstm.lstm_cell_backward(dh, dc, x, drawn["h"], drawn["c"], drawn["params"])
    assert list(ours) == ["x", "h", "c", "Wf", "Wi", "Wg", "Wo", "bf", "bi", "bg", "bo"]
    for name, value in ours.items():
        np.testing.assert_allclose(value, wanted[name], rtol=0, atol=1e-14, err_msg=name)


def test_gradients_are_finite_differences(drawn):
    rng = np.random.default_rng(13)
    dh, dc = rng.normal(size=(N, H)), rng.normal(size=(N, H))
    arrays = {"x": drawn["x"][:, 0], "h": drawn["h"], "c": drawn["c"]} | drawn["params"]

    def loss(changed: dict[str, np.ndarray]) -> float:
        new_h, new_c = lstm.lstm_cell(changed["x"], changed["h"], changed["c"], changed)
        return float((new_h * dh).sum() + (new_c * dc).sum())

    ours = lstm.lstm_cell_backward(dh, dc, arrays["x"], arrays["h"], arrays["c"], drawn["params"])
    for name, gradient in ours.items():
        for where in np.ndindex(gradient.shape):
            up, down = arrays[name].copy(), arrays[name].copy()
            up[where] += 1e-5
            down[where] -= 1e-5
            slope = (loss(arrays | {name: up}) - loss(arrays | {name: down})) / 2e-5
            assert gradient[where] == pytest.approx(slope, abs=1e-8), (name, where)


def test_float32_stays_float32(drawn):
    single = {name: value.astype(np.float32) for name, value in drawn.items() if name != "params"}
    params = {name: value.astype(np.float32) for name, value in drawn["params"].items()}
    for value in lstm.lstm_forward(single["x"], single["h"], single["c"], params):
        assert value.dtype == np.float32
    gradients = lstm.lstm_cell_backward(single["h"], single["c"], single["x"][:, 0], single["h"], single["c"], params)
    assert {value.dtype for value in gradients.values()} == {np.dtype(np.float32)}
