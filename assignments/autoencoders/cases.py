"""Inputs of the assignment on autoencoders.

N rows, D values a row, H hidden units, Z values of the code, M units of the decoder's hidden layer: all different, so that a mixed-up axis
shows. Biases are never zero. Inputs, noise and parameters are multiples of 1/64, so that float32 and float64 students get the same ones.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from assignments.case import Call, Kept, Script
from reference import autoencoder as model
from reference import variational_autoencoder as variational


def draw(rng: np.random.Generator, largest: float, *shape: int) -> np.ndarray:
    """Multiples of 1/64 between -largest and largest."""
    bound = int(largest * 64)
    return rng.integers(-bound, bound + 1, size=shape) / 64


def pixels(rng: np.random.Generator, *shape: int) -> np.ndarray:
    """Multiples of 1/64 from 0 to 1, every fifth or so at one of the two ends."""
    return rng.integers(-8, 73, size=shape).clip(0, 64) / 64


def either_sign(rng: np.random.Generator, smallest: float, largest: float, *shape: int) -> np.ndarray:
    """Multiples of 1/64 between smallest and largest, each with a sign of its own."""
    return rng.choice([-1.0, 1.0], size=shape) * rng.integers(int(smallest * 64), int(largest * 64) + 1, size=shape) / 64


def normal(rng: np.random.Generator, *shape: int) -> np.ndarray:
    """Standard normal numbers, rounded to 1/64."""
    return np.round(rng.standard_normal(shape) * 64) / 64


def apart(value: float, *others: float) -> bool:
    """Whether a number is at least a twentieth of its size away from all the others."""
    return all(abs(other - value) >= 0.05 * abs(value) for other in others)


def dense_params(rng: np.random.Generator, **sizes: tuple[int, int]) -> dict[str, np.ndarray]:
    """W1=(3, 2) gives a matrix W1 (3, 2) and a bias b1 (2,); entries of a matrix with many rows are smaller."""
    params = {}
    for name, (rows, columns) in sizes.items():
        params[name] = draw(rng, 2.5 / np.sqrt(rows), rows, columns)
        params["b" + name[1:]] = either_sign(rng, 0.25, 1, columns)
    return params


def autoencoder_input(rng: np.random.Generator, rows: int, size: int, hidden: int) -> dict[str, Any]:
    """x and params of an autoencoder."""
    return {"x": pixels(rng, rows, size), "params": dense_params(rng, W1=(size, hidden), W2=(hidden, size))}


# ---- the handout's examples: three pictures of 2 x 2 pixels ----


def three_pictures() -> np.ndarray:
    return np.array([[1.0, 0.0, 0.25, 0.75], [0.0, 0.5, 1.0, 0.25], [0.5, 0.75, 0.0, 1.0]])


def worked_noise() -> np.ndarray:
    return np.array([[0.5, 1.0, -0.5, -1.25], [-1.5, 2.0, -0.25, 0.75], [1.0, -0.75, -0.5, -2.0]])


def worked_params() -> dict[str, np.ndarray]:
    """Of the autoencoder: D = 4, H = 2."""
    return {
        "W1": np.array([[1.0, -0.5], [-1.5, 0.75], [0.5, 1.0], [0.25, -1.0]]),
        "b1": np.array([-0.25, 0.5]),
        "W2": np.array([[2.0, -1.0, 0.5, 1.5], [-1.0, 0.5, 2.0, -0.75]]),
        "b2": np.array([0.25, -0.5, -0.25, 0.5]),
    }


def worked_code() -> dict[str, np.ndarray]:
    """mu, log_var (3, 2): the first row is a standard normal."""
    return {
        "mu": np.array([[0.0, 0.0], [1.0, -0.5], [-2.0, 0.25]]),
        "log_var": np.array([[0.0, 0.0], [-2.0, 1.0], [0.5, -1.0]]),
    }


def worked_logits() -> np.ndarray:
    return np.array([[2.0, -3.0, -1.0, 0.5], [-4.0, 0.0, 1.5, -2.0], [1.0, 0.5, 2.0, -3.0]])


def worked_vae() -> dict[str, Any]:
    """The three pictures, a code of one number."""
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
    return {"x": three_pictures(), "eps": np.array([[0.5], [-1.5], [1.0]]), "params": params}


# ---- the tasks ----


class autoencoder:
    @staticmethod
    def worked(rng: np.random.Generator) -> list[dict]:
        """The handout's worked example."""
        return [{"x": three_pictures(), "params": worked_params()}]

    @staticmethod
    def narrow(rng: np.random.Generator) -> list[dict]:
        """A code narrower than the input; a single row among them."""
        return [autoencoder_input(rng, rows=5, size=7, hidden=3), autoencoder_input(rng, rows=1, size=6, hidden=4)]

    @staticmethod
    def wide(rng: np.random.Generator) -> list[dict]:
        """A code wider than the input."""
        return [autoencoder_input(rng, rows=4, size=6, hidden=9)]


def noisy_input(rng: np.random.Generator, rows: int, size: int, sigma: float) -> dict[str, Any]:
    """x, noise and sigma, with sums below 0, above 1 and between. The first row meets all three of them, whatever is drawn."""
    x, noise = pixels(rng, rows, size), normal(rng, rows, size)
    x[0, :3], noise[0, :3] = (0.125, 0.875, 0.5), (-3.0, 1.75, 0.75)
    return {"x": x, "noise": noise, "sigma": sigma}


class add_noise:
    @staticmethod
    def worked(rng: np.random.Generator) -> list[dict]:
        """The handout's worked example."""
        return [{"x": three_pictures(), "noise": worked_noise(), "sigma": 0.25}]

    @staticmethod
    def other(rng: np.random.Generator) -> list[dict]:
        """Other sizes with much noise, with little, and without any."""
        return [
            noisy_input(rng, rows=5, size=8, sigma=0.5),
            noisy_input(rng, rows=6, size=4, sigma=0.125),
            noisy_input(rng, rows=2, size=7, sigma=0.0),
        ]


def denoising_input(rng: np.random.Generator, rows: int, size: int, hidden: int) -> dict[str, Any]:
    """clean, noisy and params, drawn again until the loss is a twentieth away from what it would be with the two inputs mixed up."""
    while True:
        clean, params = pixels(rng, rows, size), dense_params(rng, W1=(size, hidden), W2=(hidden, size))
        noisy = (clean + 0.5 * draw(rng, 2, rows, size)).clip(0, 1)
        pairs = ((clean, noisy), (noisy, noisy), (clean, clean), (noisy, clean))  # (compared with, read)
        loss, *mixed_up = (model.denoising_loss(target, read, params) for target, read in pairs)
        if apart(loss, *mixed_up, ((noisy - clean) ** 2).mean()):
            return {"clean": clean, "noisy": noisy, "params": params}


class denoising_loss:
    @staticmethod
    def worked(rng: np.random.Generator) -> list[dict]:
        """The handout's worked example: the pictures and the noisy pictures of the sections before."""
        noisy = (three_pictures() + 0.25 * worked_noise()).clip(0, 1)
        return [{"clean": three_pictures(), "noisy": noisy, "params": worked_params()}]

    @staticmethod
    def sizes(rng: np.random.Generator) -> list[dict]:
        """Other sizes."""
        return [denoising_input(rng, rows=5, size=7, hidden=3), denoising_input(rng, rows=4, size=6, hidden=9)]


def code_input(rng: np.random.Generator, rows: int, codes: int) -> dict[str, np.ndarray]:
    """mu and log_var, both of either sign in every row, and none of them near 0."""
    mu, log_var = either_sign(rng, 0.25, 2, rows, codes), either_sign(rng, 0.25, 2, rows, codes)
    for signs in (mu, log_var):
        signs[:, 0], signs[:, 1] = np.abs(signs[:, 0]), -np.abs(signs[:, 1])
    return {"mu": mu, "log_var": log_var}


class reparameterize:
    @staticmethod
    def worked(rng: np.random.Generator) -> list[dict]:
        """The handout's worked example."""
        return [{**worked_code(), "eps": np.array([[0.5, -1.0], [-0.5, 2.0], [1.5, -0.25]])}]

    @staticmethod
    def sizes(rng: np.random.Generator) -> list[dict]:
        """Other sizes: more rows than values of the code, and fewer. In the last, log_var lies between 4 and 6 in size."""
        cases = [{**code_input(rng, rows, codes), "eps": normal(rng, rows, codes)} for rows, codes in ((5, 4), (3, 7), (4, 2))]
        cases[-1]["log_var"] += 4 * np.sign(cases[-1]["log_var"])
        return cases


class gaussian_kl:
    @staticmethod
    def worked(rng: np.random.Generator) -> list[dict]:
        """The handout's worked example."""
        return [worked_code()]

    @staticmethod
    def sizes(rng: np.random.Generator) -> list[dict]:
        """Other sizes: more rows than values of the code, and fewer; a code of one value; a single row."""
        one = code_input(rng, 4, 2)
        return [code_input(rng, 5, 4), code_input(rng, 3, 7), {name: value[:, :1] for name, value in one.items()}, code_input(rng, 1, 3)]

    @staticmethod
    def extremes(rng: np.random.Generator) -> list[dict]:
        """log_var from -8 to -6, and from 3 to 5: standard deviations near 1/30, and near 7."""
        narrow = {"mu": either_sign(rng, 0.5, 1, 4, 3), "log_var": -rng.integers(384, 513, size=(4, 3)) / 64}
        wide = {"mu": either_sign(rng, 1.5, 3, 3, 2), "log_var": rng.integers(192, 321, size=(3, 2)) / 64}
        return [narrow, wide]


class bernoulli_nll:
    @staticmethod
    def worked(rng: np.random.Generator) -> list[dict]:
        """The handout's worked example."""
        return [{"x": three_pictures(), "logits": worked_logits()}]

    @staticmethod
    def grey(rng: np.random.Generator) -> list[dict]:
        """Other sizes, with values strictly between 0 and 1; rows of one value; a single row; logits that could be probabilities."""
        shapes = ((5, 7), (6, 4), (3, 1), (1, 6))
        cases = [{"x": rng.integers(4, 61, size=shape) / 64, "logits": draw(rng, 4, *shape)} for shape in shapes]
        return [*cases, {"x": rng.integers(4, 61, size=(4, 5)) / 64, "logits": rng.integers(4, 61, size=(4, 5)) / 64}]

    @staticmethod
    def black_and_white(rng: np.random.Generator) -> list[dict]:
        """Values that are 0 or 1, both in every row."""
        x = rng.integers(0, 2, size=(4, 6)).astype(float)
        x[:, 0], x[:, 1] = 0, 1
        return [{"x": x, "logits": draw(rng, 4, 4, 6)}]

    @staticmethod
    def large(rng: np.random.Generator) -> list[dict]:
        """Logits of 200 to 400 and of 1,000, of either sign: a row that is right, one with two wrong pixels, and one in grey.

        Then two rows of negative ones: float32 holds the probabilities next to 0 apart, and not those next to 1. Then two rows of 40 to
        80, where no exp overflows, but a sigmoid is 1.
        """
        x = np.array([[0.0, 1.0, 0.0, 1.0, 1.0], [1.0, 0.0, 1.0, 0.0, 0.0], [0.25, 0.75, 0.5, 0.125, 0.625]])
        sides = np.array([[-1, 1, -1, 1, 1], [-1, -1, 1, 1, -1], [1, -1, 1, -1, 1]])
        sizes = rng.integers(12800, 25601, size=x.shape) / 64
        sizes[:, 0] = 1000
        black = {"x": np.array([[0.0, 1.0, 1.0, 0.0], [1.0, 0.0, 0.0, 1.0]]), "logits": -rng.integers(12800, 25601, size=(2, 4)) / 64}
        grey = {"x": np.array([[0.0, 1.0, 1.0, 0.375], [0.25, 0.75, 0.5, 0.625]]), "logits": rng.integers(2560, 5121, size=(2, 4)) / 64}
        grey["logits"] *= np.array([[-1, 1, 1, -1], [1, -1, 1, -1]])
        return [{"x": x, "logits": sides * sizes}, black, grey]


def bound_input(
    rng: np.random.Generator, rows: int, size: int, codes: int, *, large: bool = False, black: bool = False
) -> dict[str, np.ndarray]:
    """x, logits, mu and log_var, drawn apart: this is a formula of four arrays.

    large: logits from 200 to 1,000 in size, of the right sign. Two grey pixels meet 1,000 and -1,000.
    black: logits from -1,000 to -200; all is black but for two grey pixels.
    Drawn again until the bound is a twentieth away from what it would be with x rounded or the logits squashed, and the mean divergence
    is 3 or more, so that it counts beside large logits.
    """
    while True:
        x, code = pixels(rng, rows, size), code_input(rng, rows, codes)
        logits = draw(rng, 4, rows, size)
        if large:
            x = np.round(x)
            logits = (2 * x - 1) * rng.integers(12800, 64001, size=x.shape) / 64
            x[0, :2], logits[0, :2] = (0.25, 0.125), (1000, -1000)
        if black:
            x, logits = np.zeros_like(x), -rng.integers(12800, 64001, size=x.shape) / 64
            x[0, 0], x[1, 1], logits[0, 0] = 0.25, 0.125, -1000
        others = (np.round(x), logits), (x, model.sigmoid(logits))
        bound, *mistaken = (variational.elbo(*pair, **code) for pair in ((x, logits), *others))
        if apart(bound, *mistaken) and variational.gaussian_kl(**code).mean() >= 3:
            return {"x": x, "logits": logits, **code}


class elbo:
    @staticmethod
    def worked(rng: np.random.Generator) -> list[dict]:
        """The handout's worked example: the numbers of the two sections before."""
        return [{"x": three_pictures(), "logits": worked_logits(), **worked_code()}]

    @staticmethod
    def sizes(rng: np.random.Generator) -> list[dict]:
        """Other sizes: a code narrower than the input, and one that is wider than the number of rows."""
        return [bound_input(rng, rows=5, size=7, codes=3), bound_input(rng, rows=4, size=9, codes=6)]

    @staticmethod
    def large(rng: np.random.Generator) -> list[dict]:
        """Logits up to 1,000 in size, of either sign; then negative ones, whose probabilities float32 holds apart."""
        return [bound_input(rng, rows=3, size=5, codes=4, large=True), bound_input(rng, rows=4, size=3, codes=5, black=True)]


def vae_input(rng: np.random.Generator, rows: int, size: int, hidden: int, codes: int, decoder: int) -> dict[str, Any]:
    """x, eps and params of a variational autoencoder."""
    sizes = {"W1": (size, hidden), "W_mu": (hidden, codes), "W_var": (hidden, codes), "W2": (codes, decoder), "W3": (decoder, size)}
    return {"x": pixels(rng, rows, size), "eps": normal(rng, rows, codes), "params": dense_params(rng, **sizes)}


class vae:
    @staticmethod
    def worked(rng: np.random.Generator) -> list[dict]:
        """The handout's worked example."""
        return [worked_vae()]

    @staticmethod
    def sizes(rng: np.random.Generator) -> list[dict]:
        """Other sizes, with a decoder that is wider than the encoder, and with one that is narrower."""
        return [
            vae_input(rng, rows=3, size=7, hidden=5, codes=2, decoder=6),
            vae_input(rng, rows=6, size=9, hidden=8, codes=3, decoder=4),
        ]


# ---- learning to clean digits ----


def training(rng: np.random.Generator, count: int, unseen: int) -> Script:
    """Train on `count` clean digits of scikit-learn's 1,797, then clean `unseen` others.

    A digit has 8 x 8 values, multiples of 1/16. The noise is rounded to 1/256, so that the noisy values are multiples of 1/1024.
    """
    from sklearn.datasets import load_digits

    digits = load_digits().data / 16
    chosen = rng.permutation(len(digits))[: count + unseen]
    clean, truth = digits[chosen[:count]], digits[chosen[count:]]
    noise = np.round(rng.standard_normal(truth.shape) * 256) / 256
    noisy = (truth + 0.25 * noise).clip(0, 1)
    return Script(
        Call("train_denoiser", {"clean": clean, "sigma": 0.25, "seed": int(rng.integers(1000))}, keep="model"),
        Call("denoise", {"model": Kept("model"), "noisy": noisy}),
        truth={"clean": truth, "noisy": noisy},
    )


class train_denoiser:
    @staticmethod
    def given(rng: np.random.Generator) -> list[Script]:
        """1,200 digits to learn from, 200 others to clean."""
        return [training(rng, count=1200, unseen=200)]

    @staticmethod
    def unseen(rng: np.random.Generator) -> list[Script]:
        """1,230 digits to learn from, 210 others to clean."""
        return [training(rng, count=1230, unseen=210)]
