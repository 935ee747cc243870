"""Witnesses of reference/variational_autoencoder.py: torch's distributions and losses, Keras, SciPy, integration over the code."""

from __future__ import annotations

import numpy as np
import pytest
import scipy.integrate
import scipy.special
import scipy.stats
import torch

from reference import variational_autoencoder as va

N, D, H, Z, M = 4, 7, 5, 3, 6


@pytest.fixture
def code() -> dict:
    rng = np.random.default_rng(41)
    return {"mu": rng.normal(size=(N, Z)), "log_var": rng.normal(size=(N, Z)) * 1.5}


@pytest.fixture
def picture() -> dict:
    rng = np.random.default_rng(42)
    x = np.where(rng.random((N, D)) < 0.4, rng.integers(0, 2, size=(N, D)), rng.random((N, D)))
    return {"x": x, "logits": rng.normal(size=(N, D)) * 4}


# ---- the code ----


def test_a_drawn_code_has_the_quantile_that_its_noise_has(code):
    u = np.random.default_rng(43).uniform(0.01, 0.99, size=(N, Z))
    theirs = scipy.stats.norm(code["mu"], np.sqrt(np.exp(code["log_var"]))).ppf(u)
    np.testing.assert_allclose(va.reparameterize(**code, eps=scipy.stats.norm.ppf(u)), theirs, rtol=0, atol=1e-13)


def test_codes_have_the_mean_and_the_variance_that_are_asked_for(code):
    """With eps = 1 and -1 in equal parts, which has mean 0 and variance 1."""
    up, down = (va.reparameterize(**code, eps=np.full((N, Z), sign)) for sign in (1.0, -1.0))
    np.testing.assert_allclose((up + down) / 2, code["mu"], rtol=0, atol=1e-14)
    np.testing.assert_allclose(((up - down) / 2) ** 2, np.exp(code["log_var"]), rtol=1e-13)


def test_the_divergence_is_torchs(code):
    normal = torch.distributions.Normal
    mu, deviation = torch.tensor(code["mu"]), torch.tensor(code["log_var"]).mul(0.5).exp()
    standard = normal(torch.zeros(N, Z).double(), torch.ones(N, Z).double())
    theirs = torch.distributions.kl_divergence(normal(mu, deviation), standard).sum(dim=1)
    np.testing.assert_allclose(va.gaussian_kl(**code), theirs.numpy(), rtol=1e-13)


def test_the_divergence_is_its_integral():
    mu, log_var = 0.8, -1.3
    q, p = scipy.stats.norm(mu, np.exp(log_var / 2)), scipy.stats.norm()
    integral, _ = scipy.integrate.quad(lambda z: q.pdf(z) * (q.logpdf(z) - p.logpdf(z)), -8, 8, epsabs=1e-12)
    assert va.gaussian_kl(np.array([[mu]]), np.array([[log_var]]))[0] == pytest.approx(integral, abs=1e-10)


def test_the_divergence_is_0_for_the_standard_normal_and_nowhere_below(code):
    assert np.array_equal(va.gaussian_kl(np.zeros((2, Z)), np.zeros((2, Z))), np.zeros(2))
    assert np.all(va.gaussian_kl(**code) > 0)
    for moved in (1e-3, -1e-3):
        assert np.all(va.gaussian_kl(np.full((1, 1), moved), np.zeros((1, 1))) > 0)
        assert np.all(va.gaussian_kl(np.zeros((1, 1)), np.full((1, 1), moved)) > 0)


# ---- the reconstruction ----


def test_the_error_of_the_reconstruction_is_torchs(picture):
    theirs = torch.nn.functional.binary_cross_entropy_with_logits(
        torch.tensor(picture["logits"]), torch.tensor(picture["x"]), reduction="none"
    )
    np.testing.assert_allclose(va.bernoulli_nll(**picture), theirs.sum(dim=1).numpy(), rtol=1e-13)


def test_the_error_of_the_reconstruction_is_kerass(picture):
    keras = pytest.importorskip("keras")
    theirs = keras.losses.binary_crossentropy(picture["x"], picture["logits"], from_logits=True)  # the mean over a row
    np.testing.assert_allclose(va.bernoulli_nll(**picture), D * keras.ops.convert_to_numpy(theirs), rtol=1e-12)


def test_the_error_of_the_reconstruction_is_its_definition(picture):
    """log(1 - sigmoid(a)) is log(sigmoid(-a)); SciPy's xlogy takes 0 * log 0 for 0."""
    white, black = scipy.special.expit(picture["logits"]), scipy.special.expit(-picture["logits"])
    theirs = -scipy.special.xlogy(picture["x"], white) - scipy.special.xlogy(1 - picture["x"], black)
    np.testing.assert_allclose(va.bernoulli_nll(**picture), theirs.sum(axis=1), rtol=1e-12)


def test_large_logits_cost_what_the_limit_says():
    """For a large logit of the wrong sign a pixel costs its size; half of it where the pixel is half white; nothing for the right sign."""
    x = np.array([[0.0], [1.0], [0.5], [0.5], [1.0], [0.0]])
    logits = np.array([[1e3], [-1e3], [1e3], [-1e3], [1e3], [-1e3]])
    assert np.array_equal(va.bernoulli_nll(x, logits), [1e3, 1e3, 500, 500, 0, 0])
    assert np.array_equal(va.bernoulli_nll(x.astype(np.float32), logits.astype(np.float32)), [1e3, 1e3, 500, 500, 0, 0])


def test_no_logit_explains_a_grey_pixel_better_than_its_own():
    x = np.full((1, 1), 0.3)
    best = va.bernoulli_nll(x, scipy.special.logit(x))
    assert best[0] == pytest.approx(scipy.stats.entropy([0.3, 0.7]), rel=1e-13)
    assert all(va.bernoulli_nll(x, np.full((1, 1), logit)) > best for logit in np.linspace(-5, 5, 101))


# ---- the bound ----


def test_the_bound_is_torchs_two_losses(picture, code):
    nll = torch.nn.functional.binary_cross_entropy_with_logits(torch.tensor(picture["logits"]), torch.tensor(picture["x"]), reduction="sum")
    mu, log_var = torch.tensor(code["mu"]), torch.tensor(code["log_var"])
    standard = torch.distributions.MultivariateNormal(torch.zeros(Z).double(), torch.eye(Z).double())
    kl = torch.distributions.kl_divergence(torch.distributions.MultivariateNormal(mu, torch.diag_embed(log_var.exp())), standard)
    assert va.elbo(**picture, **code) == pytest.approx((-nll - kl.sum()).item() / N, rel=1e-13)


def expected_bound(x: np.ndarray, weights: np.ndarray, bias: np.ndarray, mu: float, log_var: float) -> float:
    """The mean of the bound over eps, for the decoder logits = z * weights + bias of one z, by Gauss and Hermite's rule."""
    eps, shares = np.polynomial.hermite_e.hermegauss(60)
    z = va.reparameterize(np.full((60, 1), mu), np.full((60, 1), log_var), eps[:, None])
    logits = z * weights + bias
    bounds = [va.elbo(x[None], logits[i : i + 1], np.array([[mu]]), np.array([[log_var]])) for i in range(60)]
    return float(np.dot(shares, bounds) / shares.sum())


def test_the_bound_never_exceeds_the_log_likelihood_and_misses_it_by_a_divergence():
    """log p(x) by integration over z, and the gap is KL(q(z) || p(z | x)), by integration too."""
    rng = np.random.default_rng(44)
    weights, bias, x = rng.normal(size=D) * 1.5, rng.normal(size=D), rng.integers(0, 2, size=D).astype(float)

    def log_joint(z: float) -> float:
        white = scipy.special.expit(z * weights + bias)
        return float(np.log(np.where(x == 1, white, 1 - white)).sum() + scipy.stats.norm.logpdf(z))

    evidence, _ = scipy.integrate.quad(lambda z: np.exp(log_joint(z)), -10, 10, epsabs=1e-15)
    for mu, log_var in ((0.0, 0.0), (0.7, -1.0), (-0.5, 0.4), (0.3, -3.0)):
        q = scipy.stats.norm(mu, np.exp(log_var / 2))
        low, high = mu - 9 * q.std(), mu + 9 * q.std()
        gap, _ = scipy.integrate.quad(
            lambda z, q=q: q.pdf(z) * (q.logpdf(z) - log_joint(z) + np.log(evidence)), low, high, epsabs=1e-11, limit=200
        )
        bound = expected_bound(x, weights, bias, mu, log_var)
        assert bound < np.log(evidence)
        assert bound == pytest.approx(np.log(evidence) - gap, abs=1e-7)


# ---- the network ----


@pytest.fixture
def network() -> dict:
    rng = np.random.default_rng(45)
    sizes = {"1": (D, H), "_mu": (H, Z), "_var": (H, Z), "2": (Z, M), "3": (M, D)}
    params = {"W" + name: rng.normal(size=shape) * 0.7 for name, shape in sizes.items()}
    params |= {"b" + name: rng.normal(size=shape[1]) for name, shape in sizes.items()}
    return {"x": rng.random((N, D)), "eps": rng.normal(size=(N, Z)), "params": params}


def test_the_network_is_torchs_layers_and_its_normal(network):
    p = {name: torch.tensor(value) for name, value in network["params"].items()}

    def layer(x: torch.Tensor, name: str) -> torch.Tensor:
        return torch.nn.functional.linear(x, p["W" + name].T, p["b" + name])

    hidden = torch.tanh(layer(torch.tensor(network["x"]), "1"))
    q = torch.distributions.Normal(layer(hidden, "_mu"), torch.sqrt(torch.exp(layer(hidden, "_var"))))
    z = q.icdf(torch.special.ndtr(torch.tensor(network["eps"])))
    theirs = layer(torch.tanh(layer(z, "2")), "3"), q.mean, q.variance.log()
    for ours, expected in zip(va.vae(**network), theirs, strict=True):
        np.testing.assert_allclose(ours, expected.numpy(), rtol=0, atol=1e-12)


def test_without_noise_the_decoder_reads_the_mean(network):
    p = network["params"]
    logits, mu, _ = va.vae(network["x"], np.zeros((N, Z)), p)
    np.testing.assert_allclose(logits, np.tanh(mu @ p["W2"] + p["b2"]) @ p["W3"] + p["b3"], rtol=0, atol=1e-14)


def test_a_step_along_the_gradient_of_the_bound_raises_it(network):
    """Autograd goes through a network written anew with torch; the bound before and after is ours."""
    p = {name: torch.tensor(value, requires_grad=True) for name, value in network["params"].items()}
    x, eps = torch.tensor(network["x"]), torch.tensor(network["eps"])
    hidden = torch.tanh(x @ p["W1"] + p["b1"])
    mu, log_var = hidden @ p["W_mu"] + p["b_mu"], hidden @ p["W_var"] + p["b_var"]
    logits = torch.tanh((mu + eps * torch.exp(log_var / 2)) @ p["W2"] + p["b2"]) @ p["W3"] + p["b3"]
    bound = -torch.nn.functional.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(1)
    bound = (bound - 0.5 * (mu**2 + log_var.exp() - 1 - log_var).sum(1)).mean()
    bound.backward()

    def ours(step: float) -> float:
        moved = {name: (value + step * value.grad).detach().numpy() for name, value in p.items()}
        return float(va.elbo(network["x"], *va.vae(network["x"], network["eps"], moved)))

    assert ours(0.0) == pytest.approx(bound.item(), rel=1e-13)
    squared = sum(float((value.grad**2).sum()) for value in p.values())
    assert (ours(1e-6) - ours(-1e-6)) / 2e-6 == pytest.approx(squared, rel=1e-5)


def test_float32_stays_float32(network):
    x, eps = network["x"].astype(np.float32), network["eps"].astype(np.float32)
    logits, mu, log_var = va.vae(x, eps, {name: value.astype(np.float32) for name, value in network["params"].items()})
    answers = [logits, mu, log_var, va.gaussian_kl(mu, log_var), va.bernoulli_nll(x, logits), va.elbo(x, logits, mu, log_var)]
    assert {answer.dtype for answer in answers} == {np.dtype(np.float32)}


def test_the_handouts_numbers():
    x = np.array([[1.0, 0.0, 0.25, 0.75], [0.0, 0.5, 1.0, 0.25], [0.5, 0.75, 0.0, 1.0]])
    mu, log_var = np.array([[0.0, 0.0], [1.0, -0.5], [-2.0, 0.25]]), np.array([[0.0, 0.0], [-2.0, 1.0], [0.5, -1.0]])
    logits = np.array([[2.0, -3.0, -1.0, 0.5], [-4.0, 0.0, 1.5, -2.0], [1.0, 0.5, 2.0, -3.0]])
    z = va.reparameterize(mu, log_var, np.array([[0.5, -1.0], [-0.5, 2.0], [1.5, -0.25]]))
    np.testing.assert_allclose(z, [[0.5, -1.0], [0.8161, 2.7974], [-0.0740, 0.0984]], rtol=0, atol=5e-5)
    np.testing.assert_allclose(va.gaussian_kl(mu, log_var), [0.0, 1.5518, 2.2896], rtol=0, atol=5e-5)
    np.testing.assert_allclose(va.bernoulli_nll(x, logits), [1.3379, 1.5396, 6.5879], rtol=0, atol=5e-5)
    assert va.elbo(x, logits, mu, log_var) == pytest.approx(-4.435568, abs=5e-7)
    params = {
        "W1": np.array([[1.0, -0.5], [-1.5, 0.75], [0.5, 1.0], [0.25, -1.0]]),
        "b1": np.array([-0.25, 0.5]),
        "W_mu": np.array([[1.5], [-0.5]]),
        "b_mu": np.array([0.25]),
        "W_var": np.array([[-1.0], [0.5]]),
        "b_var": np.array([-0.75]),
        "W2": np.array([[1.0, -0.75]]),
        "b2": np.array([-0.5, 0.25]),
        "W3": np.array([[2.0, -1.0, 0.5, 1.5], [-1.0, 0.5, 2.0, -0.75]]),
        "b3": np.array([0.25, -0.5, -0.25, 0.5]),
    }
    logits, mu, log_var = va.vae(x, np.array([[0.5], [-1.5], [1.0]]), params)
    np.testing.assert_allclose(mu, [[1.6610], [-0.8300], [-0.4892]], rtol=0, atol=5e-5)
    np.testing.assert_allclose(log_var, [[-1.7677], [0.1242], [-0.2881]], rtol=0, atol=5e-5)
    np.testing.assert_allclose(logits[0], [2.8243, -1.7871, -1.4469, 2.4307], rtol=0, atol=5e-5)
