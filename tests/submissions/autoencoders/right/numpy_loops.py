"""Autoencoders with loops and the math module: one picture, one pixel at a time.

Slow, but every number can be followed by hand. Arrays become lists on the way in.
"""
import math


def sigmoid(a):
    if a >= 0:
        return 1 / (1 + math.exp(-a))
    e = math.exp(a)
    return e / (1 + e)


def as_lists(params):
    return {name: value.tolist() for name, value in params.items()}


def dense(row, W, b):
    """row @ W + b for one row."""
    out = list(b)
    for i, value in enumerate(row):
        for k in range(len(out)):
            out[k] += value * W[i][k]
    return out


def encode_decode(row, p):
    code = [math.tanh(a) for a in dense(row, p["W1"], p["b1"])]
    return code, [sigmoid(a) for a in dense(code, p["W2"], p["b2"])]


def autoencoder(x, params):
    p = as_lists(params)
    codes, outputs = [], []
    for row in x.tolist():
        code, output = encode_decode(row, p)
        codes.append(code)
        outputs.append(output)
    return codes, outputs


def add_noise(x, noise, sigma):
    noisy = []
    for row, noise_row in zip(x.tolist(), noise.tolist()):
        new = []
        for value, extra in zip(row, noise_row):
            value = value + sigma * extra
            if value < 0:
                value = 0.0
            elif value > 1:
                value = 1.0
            new.append(value)
        noisy.append(new)
    return noisy


def denoising_loss(clean, noisy, params):
    p = as_lists(params)
    total, count = 0.0, 0
    for target, row in zip(clean.tolist(), noisy.tolist()):
        _, output = encode_decode(row, p)
        for a, b in zip(output, target):
            total += (a - b) ** 2
            count += 1
    return total / count


def draw_code(mu, log_var, eps):
    z = []
    for m, lv, e in zip(mu, log_var, eps):
        variance = math.exp(lv)
        z.append(m + math.sqrt(variance) * e)
    return z


def reparameterize(mu, log_var, eps):
    return [draw_code(*rows) for rows in zip(mu.tolist(), log_var.tolist(), eps.tolist())]


def kl_of_one(mu, log_var):
    total = 0.0
    for m, lv in zip(mu, log_var):
        total += 0.5 * (m * m + math.exp(lv) - 1 - lv)
    return total


def gaussian_kl(mu, log_var):
    return [kl_of_one(m, lv) for m, lv in zip(mu.tolist(), log_var.tolist())]


def minus_log_sigmoid(a):
    """-log(sigmoid(a)) without an overflow"""
    if a > 0:
        return math.log1p(math.exp(-a))
    return -a + math.log1p(math.exp(a))


def nll_of_one(x, logits):
    total = 0.0
    for value, a in zip(x, logits):
        total += value * minus_log_sigmoid(a) + (1 - value) * minus_log_sigmoid(-a)
    return total


def bernoulli_nll(x, logits):
    return [nll_of_one(row, a) for row, a in zip(x.tolist(), logits.tolist())]


def elbo(x, logits, mu, log_var):
    total = 0.0
    for n in range(len(x)):
        total -= nll_of_one(x[n].tolist(), logits[n].tolist())
        total -= kl_of_one(mu[n].tolist(), log_var[n].tolist())
    return total / len(x)


def vae(x, eps, params):
    p = as_lists(params)
    logits, means, log_vars = [], [], []
    for row, noise in zip(x.tolist(), eps.tolist()):
        h = [math.tanh(a) for a in dense(row, p["W1"], p["b1"])]
        mu = dense(h, p["W_mu"], p["b_mu"])
        log_var = dense(h, p["W_var"], p["b_var"])
        z = draw_code(mu, log_var, noise)
        h = [math.tanh(a) for a in dense(z, p["W2"], p["b2"])]
        logits.append(dense(h, p["W3"], p["b3"]))
        means.append(mu)
        log_vars.append(log_var)
    return logits, means, log_vars


# Backpropagation with lists is too slow here. A noisy digit is cleaned by the mean of the digits that it looks like.

def train_denoiser(clean, sigma, seed):
    return clean.tolist()


def distance(one, other):
    total = 0.0
    for a, b in zip(one, other):
        total += (a - b) ** 2
    return total


def denoise(model, noisy):
    answer = []
    for row in noisy.tolist():
        nearest = sorted(model, key=lambda digit: distance(row, digit))[:8]
        answer.append([sum(pixel) / 8 for pixel in zip(*nearest)])
    return answer
