"""Witnesses of reference/autoencoder.py: torch's layers and loss, one number at a time, and the moments of a clipped normal."""

from __future__ import annotations

import math

import numpy as np
import pytest
import scipy.stats
import torch

from reference import autoencoder as ae

N, D, H = 5, 7, 3


@pytest.fixture
def drawn() -> dict:
    rng = np.random.default_rng(31)
    params = {"W1": rng.normal(size=(D, H)), "b1": rng.normal(size=H), "W2": rng.normal(size=(H, D)), "b2": rng.normal(size=D)}
    return {"x": rng.uniform(size=(N, D)), "params": params}


def in_torch(params: dict[str, np.ndarray]) -> torch.nn.Sequential:
    """torch's dense layers keep their weights transposed."""
    network = torch.nn.Sequential(torch.nn.Linear(D, H), torch.nn.Tanh(), torch.nn.Linear(H, D), torch.nn.Sigmoid()).double()
    state = {"0.weight": params["W1"].T, "0.bias": params["b1"], "2.weight": params["W2"].T, "2.bias": params["b2"]}
    network.load_state_dict({name: torch.tensor(value) for name, value in state.items()})
    return network


def test_code_and_reconstruction_are_those_of_torchs_layers(drawn):
    network = in_torch(drawn["params"])
    code, reconstruction = ae.autoencoder(drawn["x"], drawn["params"])
    with torch.no_grad():
        theirs = torch.tensor(drawn["x"])
        np.testing.assert_allclose(code, network[:2](theirs).numpy(), rtol=0, atol=1e-14)
        np.testing.assert_allclose(reconstruction, network(theirs).numpy(), rtol=0, atol=1e-14)


def test_one_pixel_by_hand(drawn):
    p, row = drawn["params"], drawn["x"][2]
    code = [math.tanh(sum(row[i] * p["W1"][i, k] for i in range(D)) + p["b1"][k]) for k in range(H)]
    pixel = 1 / (1 + math.exp(-sum(code[k] * p["W2"][k, 4] for k in range(H)) - p["b2"][4]))
    assert ae.autoencoder(drawn["x"], p)[1][2, 4] == pytest.approx(pixel, rel=1e-13)


def test_a_linear_code_of_small_inputs_reconstructs_a_plane():
    """Near 0, tanh(a) is a and sigmoid(a) is 1/2 + a/4. With W1 orthonormal and W2 its transpose that is the input's projection."""
    rng = np.random.default_rng(32)
    W1 = np.linalg.qr(rng.normal(size=(D, H)))[0]
    x = 1e-5 * rng.normal(size=(N, D))
    _, reconstruction = ae.autoencoder(x, {"W1": W1, "b1": np.zeros(H), "W2": W1.T, "b2": np.zeros(D)})
    np.testing.assert_allclose(4 * (reconstruction - 0.5), x @ W1 @ W1.T, rtol=0, atol=1e-13)


def test_noise_is_torchs_clamp_of_the_sum(drawn):
    noise = np.random.default_rng(33).normal(size=(N, D))
    theirs = torch.clamp(torch.add(torch.tensor(drawn["x"]), torch.tensor(noise), alpha=0.5), 0.0, 1.0)
    ours = ae.add_noise(drawn["x"], noise, 0.5)
    assert np.array_equal(ours, theirs.numpy())
    assert np.any(ours == 0)
    assert np.any(ours == 1)


@pytest.mark.parametrize(("x", "sigma"), [(0.0, 0.25), (0.3, 0.25), (0.9, 0.5)])
def test_noise_has_the_moments_of_a_normal_cut_off_at_0_and_1(x: float, sigma: float):
    """The mean over all noise, by quantiles of the normal, is that of its parts below 0, between, and above 1."""
    noise = scipy.stats.norm.ppf((np.arange(200_000) + 0.5) / 200_000)[:, None]
    low, high = -x / sigma, (1 - x) / sigma
    between = scipy.stats.norm.cdf(high) - scipy.stats.norm.cdf(low)
    inner = x * between + sigma * (scipy.stats.norm.pdf(low) - scipy.stats.norm.pdf(high))
    mean = inner + scipy.stats.norm.sf(high)
    assert ae.add_noise(np.full_like(noise, x), noise, sigma).mean() == pytest.approx(mean, abs=1e-5)


def test_no_noise_changes_nothing(drawn):
    assert np.array_equal(ae.add_noise(drawn["x"], np.ones((N, D)), 0.0), drawn["x"])


def test_the_loss_is_torchs_mse_loss_against_the_clean_input(drawn):
    noisy = np.random.default_rng(34).uniform(size=(N, D))
    with torch.no_grad():
        theirs = torch.nn.functional.mse_loss(in_torch(drawn["params"])(torch.tensor(noisy)), torch.tensor(drawn["x"]))
    assert ae.denoising_loss(drawn["x"], noisy, drawn["params"]) == pytest.approx(theirs.item(), rel=1e-13)


def test_the_loss_is_0_where_the_clean_input_is_the_reconstruction(drawn):
    _, reconstruction = ae.autoencoder(drawn["x"], drawn["params"])
    assert ae.denoising_loss(reconstruction, drawn["x"], drawn["params"]) == 0


def test_large_sums_stay_finite(drawn):
    large = {name: 1000 * value for name, value in drawn["params"].items()}
    code, reconstruction = ae.autoencoder(drawn["x"], large)
    assert np.all(np.isfinite(code))
    assert np.all(np.isfinite(reconstruction))


def test_float32_stays_float32(drawn):
    x = drawn["x"].astype(np.float32)
    params = {name: value.astype(np.float32) for name, value in drawn["params"].items()}
    answers = [*ae.autoencoder(x, params), ae.add_noise(x, x, 0.25), ae.denoising_loss(x, x, params)]
    assert {answer.dtype for answer in answers} == {np.dtype(np.float32)}


def test_the_handouts_numbers():
    x = np.array([[1.0, 0.0, 0.25, 0.75], [0.0, 0.5, 1.0, 0.25], [0.5, 0.75, 0.0, 1.0]])
    params = {
        "W1": np.array([[1.0, -0.5], [-1.5, 0.75], [0.5, 1.0], [0.25, -1.0]]),
        "b1": np.array([-0.25, 0.5]),
        "W2": np.array([[2.0, -1.0, 0.5, 1.5], [-1.0, 0.5, 2.0, -0.75]]),
        "b2": np.array([0.25, -0.5, -0.25, 0.5]),
    }
    noise = np.array([[0.5, 1.0, -0.5, -1.25], [-1.5, 2.0, -0.25, 0.75], [1.0, -0.75, -0.5, -2.0]])
    code, reconstruction = ae.autoencoder(x, params)
    np.testing.assert_allclose(code, [[0.7866, -0.4621], [-0.4116, 0.9253], [-0.5546, -0.1853]], rtol=0, atol=5e-5)
    np.testing.assert_allclose(reconstruction[0], [0.9077, 0.1798, 0.3141, 0.8836], rtol=0, atol=5e-5)
    noisy = ae.add_noise(x, noise, 0.25)
    assert np.array_equal(noisy, [[1.0, 0.25, 0.125, 0.4375], [0.0, 1.0, 0.9375, 0.4375], [0.75, 0.5625, 0.0, 0.5]])
    assert ae.denoising_loss(x, noisy, params) == pytest.approx(0.0625067, abs=5e-8)
    assert ae.denoising_loss(noisy, noisy, params) == pytest.approx(0.0631479, abs=5e-8)
    assert ae.denoising_loss(x, x, params) == pytest.approx(0.0521150, abs=5e-8)
