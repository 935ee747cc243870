"""Autoencoders and VAE in NumPy, a whole batch at a time."""
import numpy as np


def _sigmoid(a):
    # sigmoid(a) = exp(-log(1 + exp(-a))), and logaddexp never overflows
    return np.exp(-np.logaddexp(0, -a))


def _layer(x, params, name):
    return np.einsum("ni,ik->nk", x, params["W" + name]) + params["b" + name]


def _forward(x, params):
    code = np.tanh(_layer(x, params, "1"))
    return code, _sigmoid(_layer(code, params, "2"))


def autoencoder(x, params):
    return _forward(x, params)


def add_noise(x, noise, sigma):
    return np.minimum(1.0, np.maximum(0.0, x + noise * sigma))


def denoising_loss(clean, noisy, params):
    difference = clean - _forward(noisy, params)[1]
    return np.vdot(difference, difference) / clean.size


def _sample(mu, log_var, eps):
    return mu + np.sqrt(np.exp(log_var)) * eps


def reparameterize(mu, log_var, eps):
    return _sample(mu, log_var, eps)


def _kl(mu, log_var):
    return -0.5 * np.sum(1 + log_var - np.square(mu) - np.exp(log_var), axis=-1)


def gaussian_kl(mu, log_var):
    return _kl(mu, log_var)


def _nll(x, logits):
    return np.sum(np.logaddexp(0, logits) - x * logits, axis=-1)


def bernoulli_nll(x, logits):
    return _nll(x, logits)


def elbo(x, logits, mu, log_var):
    return -np.mean(_nll(x, logits)) - np.mean(_kl(mu, log_var))


def vae(x, eps, params):
    h = np.tanh(_layer(x, params, "1"))
    mu, log_var = _layer(h, params, "_mu"), _layer(h, params, "_var")
    h = np.tanh(_layer(_sample(mu, log_var, eps), params, "2"))
    return _layer(h, params, "3"), mu, log_var


# ---- a denoiser: one hidden layer of ReLUs, a linear output, gradient descent with momentum ----

def train_denoiser(clean, sigma, seed):
    rng = np.random.default_rng(seed)
    N, D = clean.shape
    H = 200
    model = {
        "W1": rng.normal(0, np.sqrt(2 / D), (D, H)), "b1": np.zeros(H),
        "W2": rng.normal(0, np.sqrt(1 / H), (H, D)), "b2": clean.mean(axis=0),
    }
    velocity = {name: np.zeros_like(value) for name, value in model.items()}
    steps, batch = 4000, 64
    for t in range(steps):
        y = clean[rng.integers(0, N, batch)]
        x = np.clip(y + sigma * rng.standard_normal(y.shape), 0, 1)
        before = x @ model["W1"] + model["b1"]
        h = np.maximum(before, 0)
        dy = (h @ model["W2"] + model["b2"] - y) / batch
        dh = dy @ model["W2"].T * (before > 0)
        gradients = {"W1": x.T @ dh, "b1": dh.sum(0), "W2": h.T @ dy, "b2": dy.sum(0)}
        rate = 0.03 * (1 - t / steps)
        for name in model:
            velocity[name] = 0.9 * velocity[name] - rate * gradients[name]
            model[name] = model[name] + velocity[name]
    return model


def denoise(model, noisy):
    h = np.maximum(noisy @ model["W1"] + model["b1"], 0)
    return np.clip(h @ model["W2"] + model["b2"], 0, 1)
