"""Witnesses of reference/recurrent_network.py and reference/gradient_clipping.py: PyTorch, Keras, ONNX, autograd, finite differences,
closed forms."""

from __future__ import annotations

import numpy as np
import onnx
import onnx.reference
import pytest
import torch

from reference import gradient_clipping
from reference import recurrent_network as rnn

N, T, D, H, V = 3, 5, 4, 6, 7


@pytest.fixture
def drawn() -> dict:
    rng = np.random.default_rng(31)
    params = {"Wx": rng.normal(size=(D, H)) * 0.6, "Wh": rng.normal(size=(H, H)) * 0.4, "b": rng.normal(size=H)}
    head = {"Wy": rng.normal(size=(H, V)), "by": rng.normal(size=V)}
    return {"x": rng.normal(size=(N, T, D)), "h0": rng.normal(size=(N, H)) * 0.5, "params": params, "head": head}


def torch_layer(params: dict[str, np.ndarray]) -> torch.nn.RNN:
    """torch.nn.RNN with our one bias; its second one is zero."""
    layer = torch.nn.RNN(D, H, batch_first=True, dtype=torch.float64)
    state = {"weight_ih_l0": params["Wx"].T, "weight_hh_l0": params["Wh"].T, "bias_ih_l0": params["b"], "bias_hh_l0": np.zeros(H)}
    layer.load_state_dict({name: torch.tensor(value) for name, value in state.items()})
    return layer


# ---- forward ----


def test_a_sequence_is_torchs_rnn(drawn):
    with torch.no_grad():
        theirs, last = torch_layer(drawn["params"])(torch.tensor(drawn["x"]), torch.tensor(drawn["h0"])[None])
    ours = rnn.rnn_forward(drawn["x"], drawn["h0"], drawn["params"])
    np.testing.assert_allclose(ours, theirs.numpy(), rtol=0, atol=1e-14)
    np.testing.assert_allclose(ours[:, -1], last[0].numpy(), rtol=0, atol=1e-14)


def test_a_step_is_torchs_rnn_cell(drawn):
    layer = torch_layer(drawn["params"])
    cell = torch.nn.RNNCell(D, H, dtype=torch.float64)
    cell.load_state_dict({name.removesuffix("_l0"): value for name, value in layer.state_dict().items()})
    with torch.no_grad():
        theirs = cell(torch.tensor(drawn["x"][:, 0]), torch.tensor(drawn["h0"]))
    np.testing.assert_allclose(rnn.rnn_cell(drawn["x"][:, 0], drawn["h0"], drawn["params"]), theirs.numpy(), rtol=0, atol=1e-14)


def test_a_sequence_is_kerass_simple_rnn(drawn):
    keras = pytest.importorskip("keras")
    layer = keras.layers.SimpleRNN(H, return_sequences=True, dtype="float64")
    layer.build((N, T, D))
    layer.set_weights([drawn["params"][name] for name in ("Wx", "Wh", "b")])
    theirs = keras.ops.convert_to_numpy(layer(drawn["x"], initial_state=drawn["h0"]))
    np.testing.assert_allclose(rnn.rnn_forward(drawn["x"], drawn["h0"], drawn["params"]), theirs, rtol=0, atol=1e-14)


def onnx_feeds(drawn: dict) -> dict[str, np.ndarray]:
    """Our sequence as ONNX's node tests write it: time first, weights turned, two biases."""
    params = drawn["params"]
    feeds = {"X": drawn["x"].transpose(1, 0, 2), "W": params["Wx"].T[None], "R": params["Wh"].T[None]}
    return feeds | {"B": np.concatenate([params["b"], np.zeros(H)])[None], "initial_h": drawn["h0"][None]}


def test_a_sequence_is_onnxs_rnn(drawn):
    feeds = onnx_feeds(drawn)
    names = ["X", "W", "R", "B", "", "initial_h"]
    node = onnx.helper.make_node("RNN", names, ["Y", "Y_h"], hidden_size=H)
    hs, last = onnx.reference.ReferenceEvaluator(node).run(None, feeds)
    ours = rnn.rnn_forward(drawn["x"], drawn["h0"], drawn["params"])
    np.testing.assert_allclose(ours, hs[:, 0].transpose(1, 0, 2), rtol=0, atol=1e-14)
    np.testing.assert_allclose(ours[:, -1], last[0], rtol=0, atol=1e-14)


def test_a_sequence_is_what_onnxs_node_tests_expect(drawn):
    helper = pytest.importorskip("onnx.backend.test.case.node.rnn").RNNHelper
    hs, _ = helper(**onnx_feeds(drawn)).step()
    np.testing.assert_allclose(rnn.rnn_forward(drawn["x"], drawn["h0"], drawn["params"]), hs[:, 0].transpose(1, 0, 2), rtol=0, atol=1e-14)


def test_predictions_are_a_dense_layer_on_torchs_rnn(drawn):
    head = torch.nn.Linear(H, V, dtype=torch.float64)
    head.load_state_dict({"weight": torch.tensor(drawn["head"]["Wy"].T), "bias": torch.tensor(drawn["head"]["by"])})
    with torch.no_grad():
        theirs = head(torch_layer(drawn["params"])(torch.tensor(drawn["x"]), torch.tensor(drawn["h0"])[None])[0])
    ours = rnn.rnn_predict(drawn["x"], drawn["h0"], drawn["params"] | drawn["head"])
    np.testing.assert_allclose(ours, theirs.numpy(), rtol=0, atol=1e-13)


def test_large_sums_stay_finite(drawn):
    large = {name: value * 1000 for name, value in drawn["params"].items()}
    assert np.all(np.isfinite(rnn.rnn_forward(drawn["x"], drawn["h0"], large)))


def test_what_comes_later_does_not_change_what_came_before(drawn):
    changed = drawn["x"].copy()
    changed[:, 3:] += 1
    before = rnn.rnn_forward(drawn["x"], drawn["h0"], drawn["params"])
    after = rnn.rnn_forward(changed, drawn["h0"], drawn["params"])
    np.testing.assert_array_equal(before[:, :3], after[:, :3])
    assert np.all(before[:, 3:] != after[:, 3:])


# ---- backward ----


def direct_gradients(*, only_last: bool) -> np.ndarray:
    dhs = np.random.default_rng(32).normal(size=(N, T, H))
    if only_last:
        dhs[:, :-1] = 0
    return dhs


@pytest.mark.parametrize("only_last", [False, True])
def test_gradients_are_autograds_through_torchs_rnn(drawn, only_last):
    dhs = direct_gradients(only_last=only_last)
    layer = torch_layer(drawn["params"])
    x, h0 = (torch.tensor(drawn[name], requires_grad=True) for name in ("x", "h0"))
    layer(x, h0[None])[0].backward(torch.tensor(dhs))
    theirs = {"x": x.grad, "h0": h0.grad, "Wx": layer.weight_ih_l0.grad.T, "Wh": layer.weight_hh_l0.grad.T, "b": layer.bias_ih_l0.grad}
    ours = rnn.rnn_backward(dhs, drawn["x"], drawn["h0"], drawn["params"])
    assert list(ours) == ["x", "h0", "Wx", "Wh", "b"]
    for name, value in ours.items():
        np.testing.assert_allclose(value, theirs[name].numpy(), rtol=0, atol=1e-13, err_msg=name)


def test_gradients_are_finite_differences(drawn):
    dhs = direct_gradients(only_last=False)
    arrays = {"x": drawn["x"], "h0": drawn["h0"]} | drawn["params"]

    def loss(changed: dict[str, np.ndarray]) -> float:
        return float((rnn.rnn_forward(changed["x"], changed["h0"], changed) * dhs).sum())

    for name, gradient in rnn.rnn_backward(dhs, drawn["x"], drawn["h0"], drawn["params"]).items():
        for where in np.ndindex(gradient.shape):
            up, down = arrays[name].copy(), arrays[name].copy()
            up[where] += 1e-5
            down[where] -= 1e-5
            slope = (loss(arrays | {name: up}) - loss(arrays | {name: down})) / 2e-5
            assert gradient[where] == pytest.approx(slope, abs=1e-7), (name, where)


def test_the_gradients_of_two_losses_add_up(drawn):
    first, second = direct_gradients(only_last=False), np.random.default_rng(33).normal(size=(N, T, H))
    parts = [rnn.rnn_backward(dhs, drawn["x"], drawn["h0"], drawn["params"]) for dhs in (first, second, first + second)]
    for name in parts[0]:
        np.testing.assert_allclose(parts[0][name] + parts[1][name], parts[2][name], rtol=0, atol=1e-12)


# ---- how far the gradient reaches ----


def test_jacobian_norms_are_autograds(drawn):
    layer = torch_layer(drawn["params"])
    x, h0 = torch.tensor(drawn["x"][0]), torch.tensor(drawn["h0"][0])
    with torch.no_grad():
        states = [h0, *layer(x, h0[None])[0]]

    def last_state(t: int):
        """h_T as a function of h_t."""
        return (lambda h: layer(x[t:], h[None])[1][0]) if t < T else (lambda h: h)

    jacobians = [torch.autograd.functional.jacobian(last_state(t), states[t]) for t in range(T + 1)]
    ours = rnn.hidden_jacobian_norms(drawn["x"][0], drawn["h0"][0], drawn["params"])
    np.testing.assert_allclose(ours, [float(torch.linalg.norm(jacobian)) for jacobian in jacobians], rtol=1e-12, atol=0)


def test_the_first_jacobian_is_made_of_gradients_of_h0(drawn):
    """Row i of d h_T / d h_0 is the gradient of h_T[i]: H backward passes, one a row."""
    dhs = np.zeros((H, T, H))
    dhs[:, -1] = np.eye(H)
    rows = rnn.rnn_backward(dhs, np.repeat(drawn["x"][:1], H, axis=0), np.repeat(drawn["h0"][:1], H, axis=0), drawn["params"])["h0"]
    ours = rnn.hidden_jacobian_norms(drawn["x"][0], drawn["h0"][0], drawn["params"])
    assert ours[0] == pytest.approx(np.linalg.norm(rows), rel=1e-12)
    assert ours[-1] == pytest.approx(np.sqrt(H), rel=1e-15)


def at_rest(Wh: np.ndarray, steps: int) -> np.ndarray:
    """The norms of a network whose states are all zero, where every slope is 1."""
    hidden = len(Wh)
    params = {"Wx": np.ones((D, hidden)), "Wh": Wh, "b": np.zeros(hidden)}
    return rnn.hidden_jacobian_norms(np.zeros((steps, D)), np.zeros(hidden), params)


@pytest.mark.parametrize(("gain", "first"), [(0.5, 1.8626451492e-9), (1.0, 2.0), (1.5, 383502.1181)])
def test_a_gradient_vanishes_lasts_or_explodes_as_the_gain_says(gain, first):
    """At rest, Wh = gain * I: the norms are sqrt(H) * gain**(T - t). H = 4, T = 30."""
    norms = at_rest(gain * np.eye(4), 30)
    np.testing.assert_allclose(norms, 2 * gain ** (30.0 - np.arange(31)), rtol=1e-13, atol=0)
    assert norms[0] == pytest.approx(first, rel=1e-9)


def test_norms_at_rest_are_those_of_matrix_powers():
    Wh = np.random.default_rng(34).normal(size=(H, H))
    powers = [np.linalg.norm(np.linalg.matrix_power(Wh, 8 - t)) for t in range(9)]
    np.testing.assert_allclose(at_rest(Wh, 8), powers, rtol=1e-12, atol=0)


def test_norms_that_a_person_can_compute():
    """The handout's network at rest: the squares are those of sums of squares of a few numbers."""
    norms = at_rest(np.array([[0.5, 1.0], [-0.5, 1.5]]), 3)
    np.testing.assert_allclose(norms**2, [13.359375, 8.125, 3.75, 2.0], rtol=1e-14, atol=0)


# ---- clipping ----


def gradients(seed: int) -> list[np.ndarray]:
    rng = np.random.default_rng(seed)
    return [rng.normal(size=shape) * 3 for shape in ((7,), (3, 5), (2, 4, 3), (2, 1, 3, 2))]


@pytest.mark.parametrize("max_norm", [0.5, 5.0, 1000.0])
def test_clipping_is_torchs(max_norm):
    """Up to its 1e-6 beside the norm."""
    arrays = gradients(35)
    parameters = [torch.nn.Parameter(torch.zeros(array.shape, dtype=torch.float64)) for array in arrays]
    for parameter, array in zip(parameters, arrays, strict=True):
        parameter.grad = torch.tensor(array)
    theirs = torch.nn.utils.clip_grad_norm_(parameters, max_norm)
    clipped, norm = gradient_clipping.clip_by_global_norm(arrays, max_norm)
    assert norm == pytest.approx(float(theirs), rel=1e-14)
    for ours, parameter in zip(clipped, parameters, strict=True):
        np.testing.assert_allclose(ours, parameter.grad.numpy(), rtol=1e-6 / norm * 1.01, atol=0)


@pytest.mark.parametrize("max_norm", [0.5, 5.0, 1000.0])
def test_clipping_is_the_projection_on_a_ball(max_norm):
    """All numbers in one vector: the norm is NumPy's, the direction stays, the length is the smaller one."""
    arrays = gradients(36)
    clipped, norm = gradient_clipping.clip_by_global_norm(arrays, max_norm)
    flat, short = (np.concatenate([g.ravel() for g in some]) for some in (arrays, clipped))
    assert norm == pytest.approx(np.linalg.norm(flat), rel=1e-14)
    assert np.linalg.norm(short) == pytest.approx(min(norm, max_norm), rel=1e-14)
    assert short @ flat == pytest.approx(np.linalg.norm(short) * norm, rel=1e-14)
    assert [g.shape for g in clipped] == [g.shape for g in arrays]


def test_short_gradients_stay_as_they_are():
    arrays = [np.array([3.0, -4.0]), np.array([[12.0, 0.0]])]
    for max_norm in (13.0, 20.0):
        clipped, norm = gradient_clipping.clip_by_global_norm(arrays, max_norm)
        assert norm == 13.0
        for ours, given in zip(clipped, arrays, strict=True):
            np.testing.assert_array_equal(ours, given)
    clipped, norm = gradient_clipping.clip_by_global_norm(arrays, 6.5)
    np.testing.assert_array_equal(clipped[0], [1.5, -2.0])
    np.testing.assert_array_equal(clipped[1], [[6.0, 0.0]])


def test_zero_gradients_stay_zero():
    clipped, norm = gradient_clipping.clip_by_global_norm([np.zeros(2), np.zeros((1, 3))], 1.0)
    assert norm == 0
    assert all(np.array_equal(g, 0 * g) for g in clipped)
