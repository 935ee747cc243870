"""The variational autoencoder (VAE): an autoencoder whose code is drawn from a normal distribution, so that new data can be drawn from it.

    hidden  = tanh(x @ W1 + b1)                               encoder
    mu      = hidden @ W_mu + b_mu                            mean of the code
    log_var = hidden @ W_var + b_var                          logarithm of its variance, of either sign
    z       = mu + exp(log_var / 2) * eps                     the code; eps is standard normal (the reparameterisation)
    logits  = tanh(z @ W2 + b2) @ W3 + b3                     decoder; sigmoid(logits) is the mean of x

It is trained to make the evidence lower bound (ELBO) large, which never exceeds log p(x) where x holds 0 and 1 only:

    log p(x) >= E[log p(x | z)] - KL(N(mu, var) || N(0, 1))

    -log p(x | z) = sum over D of -x * log(sigmoid(logit)) - (1 - x) * log(1 - sigmoid(logit))
    KL            = sum over Z of 0.5 * (mu**2 + var - 1 - log_var)

The expected value is estimated with the one z that was drawn.

Sizes: N rows, D values a row, H hidden units, Z values of the code. params: W1 (D, H), b1 (H,), W_mu, W_var (H, Z), b_mu, b_var (Z,),
W2 (Z, M), b2 (M,), W3 (M, D), b3 (D,), where M is the width of the decoder's hidden layer.

Sources: the slides' part on variational autoencoders; D. Kingma and M. Welling, "Auto-Encoding Variational Bayes", 2014, sections 2.3, 2.4
and 3, appendices B and C.1; D. Rezende, S. Mohamed and D. Wierstra, "Stochastic Backpropagation", 2014.
"""

from __future__ import annotations

import numpy as np


def reparameterize(mu: np.ndarray, log_var: np.ndarray, eps: np.ndarray) -> np.ndarray:
    """mu, log_var, eps (N, Z) -> z (N, Z), a draw from N(mu, exp(log_var)) where eps is one from N(0, 1)."""
    return mu + np.exp(0.5 * log_var) * eps


def gaussian_kl(mu: np.ndarray, log_var: np.ndarray) -> np.ndarray:
    """mu, log_var (N, Z) -> (N,): KL(N(mu, exp(log_var)) || N(0, 1)), summed over Z."""
    return 0.5 * (mu**2 + np.exp(log_var) - 1 - log_var).sum(axis=1)


def bernoulli_nll(x: np.ndarray, logits: np.ndarray) -> np.ndarray:
    """x in [0, 1], logits (N, D) -> (N,): -x log(sigmoid(logits)) - (1 - x) log(1 - sigmoid(logits)), summed over D.

    Both logarithms are one of log(1 + exp(a)) = max(a, 0) + log(1 + exp(-|a|)), with which they become log(1 + exp(logit)) - x * logit.
    """
    softplus = np.maximum(logits, 0) + np.log1p(np.exp(-np.abs(logits)))
    return (softplus - x * logits).sum(axis=1)


def elbo(x: np.ndarray, logits: np.ndarray, mu: np.ndarray, log_var: np.ndarray) -> float:
    """x, logits (N, D), mu, log_var (N, Z) -> the bound, to be made large: the mean over N of -bernoulli_nll - gaussian_kl."""
    return (-bernoulli_nll(x, logits) - gaussian_kl(mu, log_var)).mean()


def vae(x: np.ndarray, eps: np.ndarray, params: dict[str, np.ndarray]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """x (N, D), eps (N, Z) -> (logits (N, D), mu (N, Z), log_var (N, Z))."""
    hidden = np.tanh(x @ params["W1"] + params["b1"])  # (N, H)
    mu = hidden @ params["W_mu"] + params["b_mu"]
    log_var = hidden @ params["W_var"] + params["b_var"]
    z = reparameterize(mu, log_var, eps)
    logits = np.tanh(z @ params["W2"] + params["b2"]) @ params["W3"] + params["b3"]
    return logits, mu, log_var
