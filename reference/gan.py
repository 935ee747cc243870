"""A Generative Adversarial Network (GAN): two networks that learn by playing against each other.

    generator       z -> leaky(z @ W1 + b1) -> tanh(. @ W2 + b2)      makes rows of data out of noise
    discriminator   x -> leaky(x @ W1 + b1) ->       . @ W2 + b2      one logit a row: D(x) = sigmoid(logit) says how real x looks

leaky is the leaky ReLU with slope 0.2. The two learn in turn, one step of gradient descent each:

    discriminator   minimises  - mean log D(x) - mean log(1 - D(G(z)))      the generator stays as it is
    generator       minimises  - mean log D(G(z))                           the discriminator stays as it is (non-saturating loss)

Sizes: N real rows, M rows of noise, D values a row of data, Z values a row of noise, H hidden (each network has its own).
params of the generator: W1 (Z, H), b1 (H,), W2 (H, D), b2 (D,); of the discriminator: W1 (D, H), b1 (H,), W2 (H, 1), b2 (1,).

Sources: the slides "Generative Adversarial Networks (GAN)"; I. Goodfellow et al., "Generative Adversarial Nets", 2014, algorithm 1;
A. Radford, L. Metz and S. Chintala, "Unsupervised Representation Learning with DCGANs", 2016 (the leaky ReLU and the tanh).
"""

from __future__ import annotations

import numpy as np

SLOPE = 0.2  # of the leaky ReLU, where its input is negative


def sigmoid(a: np.ndarray) -> np.ndarray:
    """1 / (1 + exp(-a)), element by element, written with tanh so that no a overflows."""
    return 0.5 * (1 + np.tanh(0.5 * a))


def leaky(a: np.ndarray) -> np.ndarray:
    """The leaky ReLU: a where a is positive, 0.2 a elsewhere."""
    return np.maximum(a, SLOPE * a)


def generator(z: np.ndarray, params: dict[str, np.ndarray]) -> np.ndarray:
    """z (M, Z) -> made-up data (M, D), every value between -1 and 1."""
    hidden = leaky(z @ params["W1"] + params["b1"])  # (M, H)
    return np.tanh(hidden @ params["W2"] + params["b2"])


def discriminator(x: np.ndarray, params: dict[str, np.ndarray]) -> np.ndarray:
    """x (N, D) -> logits (N,), large where x looks real."""
    hidden = leaky(x @ params["W1"] + params["b1"])  # (N, H)
    return (hidden @ params["W2"] + params["b2"])[:, 0]


def backward(d_output: np.ndarray, x: np.ndarray, params: dict[str, np.ndarray]) -> tuple[np.ndarray, dict[str, np.ndarray]]:
    """Through the two dense layers and the leaky ReLU that both networks share.

    d_output: gradient of the loss with respect to hidden @ W2 + b2. x: what went in. -> (gradient of x, gradients of the params).
    """
    before = x @ params["W1"] + params["b1"]  # (N, H)
    d_before = d_output @ params["W2"].T * np.where(before > 0, 1, SLOPE).astype(x.dtype)
    gradients = {
        "W1": x.T @ d_before,
        "b1": d_before.sum(axis=0),
        "W2": leaky(before).T @ d_output,
        "b2": d_output.sum(axis=0),
    }
    return d_before @ params["W1"].T, gradients


def discriminator_step(
    real: np.ndarray, z: np.ndarray, g_params: dict[str, np.ndarray], d_params: dict[str, np.ndarray], learning_rate: float
) -> dict[str, np.ndarray]:
    """One step of gradient descent on the discriminator's loss. real (N, D), z (M, Z) -> the discriminator's new params."""
    fake = generator(z, g_params)
    d_real = (sigmoid(discriminator(real, d_params)) - 1) / len(real)  # slope of -log D(x): the real logits should rise
    d_fake = sigmoid(discriminator(fake, d_params)) / len(fake)  # slope of -log(1 - D(G(z))): the fake logits should fall
    _, from_real = backward(d_real[:, None], real, d_params)
    _, from_fake = backward(d_fake[:, None], fake, d_params)
    return {name: d_params[name] - learning_rate * (from_real[name] + from_fake[name]) for name in d_params}


def generator_step(
    z: np.ndarray, g_params: dict[str, np.ndarray], d_params: dict[str, np.ndarray], learning_rate: float
) -> dict[str, np.ndarray]:
    """One step of gradient descent on the non-saturating loss. z (M, Z) -> the generator's new params."""
    fake = generator(z, g_params)
    d_logits = (sigmoid(discriminator(fake, d_params)) - 1) / len(fake)  # slope of -log D(G(z)): the fake logits should rise
    d_fake, _ = backward(d_logits[:, None], fake, d_params)  # through the discriminator, which only passes the gradient on
    _, gradients = backward(d_fake * (1 - fake**2), z, g_params)  # 1 - fake^2: slope of the tanh
    return {name: g_params[name] - learning_rate * gradients[name] for name in g_params}
