"""GAN assignment with plain loops and lists; NumPy only where the training needs it."""
import math

import numpy as np


def leaky(a):
    return a if a > 0 else 0.2 * a


def layer(x, W, b):
    return [sum(x[i] * W[i][j] for i in range(len(x))) + b[j] for j in range(len(b))]


def as_lists(params):
    return {name: np.asarray(value, dtype=float).tolist() for name, value in params.items()}


def generator(z, params):
    p = as_lists(params)
    rows = []
    for row in z.tolist():
        hidden = [leaky(a) for a in layer(row, p["W1"], p["b1"])]
        rows.append([math.tanh(a) for a in layer(hidden, p["W2"], p["b2"])])
    return rows


def discriminator(x, params):
    p = as_lists(params)
    logits = []
    for row in np.asarray(x).tolist():
        hidden = [leaky(a) for a in layer(row, p["W1"], p["b1"])]
        logits.append(layer(hidden, p["W2"], p["b2"])[0])
    return logits


def minus_log_sigmoid(a):
    # -log(1 / (1 + e^-a)), without a large exponent
    if a >= 0:
        return math.log1p(math.exp(-a))
    return -a + math.log1p(math.exp(a))


def mean(values):
    values = list(values)
    return sum(values) / len(values)


def discriminator_loss(real_logits, fake_logits):
    return mean(minus_log_sigmoid(a) for a in real_logits.tolist()) + mean(minus_log_sigmoid(-a) for a in fake_logits.tolist())


def generator_loss_minimax(fake_logits):
    return -mean(minus_log_sigmoid(-a) for a in fake_logits.tolist())


def generator_loss_nonsaturating(fake_logits):
    return mean(minus_log_sigmoid(a) for a in fake_logits.tolist())


def critic_loss(real_scores, fake_scores):
    return mean(fake_scores.tolist()) - mean(real_scores.tolist())


def generator_loss_wasserstein(fake_scores):
    return -mean(fake_scores.tolist())


def clip_weights(params, c):
    clipped = {}
    for name, value in params.items():
        new = value.copy()
        for where in np.ndindex(value.shape):
            new[where] = min(c, max(-c, value[where]))
        clipped[name] = new
    return clipped


def gradient_penalty(real, fake, u, params):
    p = as_lists(params)
    total = 0.0
    for n in range(len(real)):
        x = [float(u[n][0]) * a + (1 - float(u[n][0])) * b for a, b in zip(real[n].tolist(), fake[n].tolist())]
        before = layer(x, p["W1"], p["b1"])
        square = 0.0
        for d in range(len(x)):
            slope = sum(p["W1"][d][k] * (1 if before[k] > 0 else 0.2) * p["W2"][k][0] for k in range(len(before)))
            square += slope ** 2
        total += (math.sqrt(square) - 1) ** 2
    return total / len(real)


def optimal_discriminator(p_data, p_model):
    answer = []
    for p, q in zip(p_data.tolist(), p_model.tolist()):
        answer.append(p / (p + q) if p + q > 0 else 0.5)
    return answer


def minimax_value(p_data, p_model):
    value = 0.0
    for p, q in zip(p_data.tolist(), p_model.tolist()):
        if p > 0:
            value += p * math.log(p / (p + q))
        if q > 0:
            value += q * math.log(q / (p + q))
    return value


def sigmoid(a):
    return 1 / (1 + math.exp(-a)) if a >= 0 else math.exp(a) / (1 + math.exp(a))


def zeros_like(p):
    return {name: np.zeros(np.shape(value)) for name, value in p.items()}


def discriminator_step(real, z, g_params, d_params, learning_rate):
    p, grads = as_lists(d_params), zeros_like(d_params)
    fake = generator(z, g_params)
    rows = [(x, 1, len(real)) for x in real.tolist()] + [(x, 0, len(fake)) for x in fake]
    for x, label, count in rows:
        before = layer(x, p["W1"], p["b1"])
        hidden = [leaky(a) for a in before]
        error = (sigmoid(layer(hidden, p["W2"], p["b2"])[0]) - label) / count
        grads["b2"][0] += error
        for k in range(len(hidden)):
            grads["W2"][k, 0] += error * hidden[k]
            back = error * p["W2"][k][0] * (1 if before[k] > 0 else 0.2)
            grads["b1"][k] += back
            for d in range(len(x)):
                grads["W1"][d, k] += back * x[d]
    return {name: d_params[name] - learning_rate * grads[name] for name in d_params}


def generator_step(z, g_params, d_params, learning_rate):
    g, d, grads = as_lists(g_params), as_lists(d_params), zeros_like(g_params)
    for row in z.tolist():
        g_before = layer(row, g["W1"], g["b1"])
        g_hidden = [leaky(a) for a in g_before]
        x = [math.tanh(a) for a in layer(g_hidden, g["W2"], g["b2"])]
        d_before = layer(x, d["W1"], d["b1"])
        logit = layer([leaky(a) for a in d_before], d["W2"], d["b2"])[0]
        error = (sigmoid(logit) - 1) / len(z)
        d_x = []
        for j in range(len(x)):
            d_x.append(sum(error * d["W2"][k][0] * (1 if d_before[k] > 0 else 0.2) * d["W1"][j][k] for k in range(len(d_before))))
        d_out = [d_x[j] * (1 - x[j] ** 2) for j in range(len(x))]
        for j in range(len(x)):
            grads["b2"][j] += d_out[j]
        for k in range(len(g_hidden)):
            back = sum(d_out[j] * g["W2"][k][j] for j in range(len(x))) * (1 if g_before[k] > 0 else 0.2)
            for j in range(len(x)):
                grads["W2"][k, j] += d_out[j] * g_hidden[k]
            grads["b1"][k] += back
            for i in range(len(row)):
                grads["W1"][i, k] += back * row[i]
    return {name: g_params[name] - learning_rate * grads[name] for name in g_params}


def mode_coverage(samples, centres, radius):
    covered, near = set(), 0
    for sample in samples.tolist():
        close = [k for k, centre in enumerate(centres.tolist()) if math.dist(sample, centre) <= radius]
        covered.update(close)
        near += bool(close)
    return [len(covered), near / len(samples)]


# Training in plain loops would take an hour, so this part uses matrices.

def _new(rng, sizes):
    return [[rng.normal(0, math.sqrt(2 / a), (a, b)).astype("float32"), np.zeros(b, "float32")] for a, b in zip(sizes, sizes[1:])]


def _forward(x, net):
    kept = []
    for i, (W, b) in enumerate(net):
        kept.append(x)
        x = x @ W + b
        if i + 1 < len(net):
            x = np.where(x > 0, x, np.float32(0.2) * x)
    return x, kept


def _backward(d, net, kept):
    grads = []
    for i in range(len(net) - 1, -1, -1):
        grads.insert(0, [kept[i].T @ d, d.sum(axis=0)])
        d = d @ net[i][0].T
        if i > 0:
            d = np.where(kept[i] > 0, d, np.float32(0.2) * d)
    return d, grads


def _adam(net, grads, state, rate):
    state["t"] = state.get("t", 0) + 1
    for i, layer in enumerate(grads):
        for j, g in enumerate(layer):
            m, v = state.get((i, j), (0.0, 0.0))
            m, v = 0.5 * m + 0.5 * g, 0.98 * v + 0.02 * g * g
            state[i, j] = m, v
            step = (m / (1 - 0.5 ** state["t"])) / (np.sqrt(v / (1 - 0.98 ** state["t"])) + 1e-8)
            net[i][j] = net[i][j] - np.float32(rate) * step.astype("float32")


def _chance(a):
    return 0.5 + 0.5 * np.tanh(a / 2)


def train_gan(data, seed):
    rng = np.random.default_rng(seed)
    G, D = _new(rng, [2, 128, 128, 2]), _new(rng, [2, 128, 128, 1])
    G[-1][0] = G[-1][0] * np.float32(0.05)
    g_state, d_state = {}, {}
    B, steps = 128, 3000

    def normal(scale=1.0):
        return (scale * rng.standard_normal((B, 2))).astype("float32")

    for t in range(steps):
        left = 1 - t / steps
        rate = 0.002 * min(1.0, 2 * left)
        blur = 0.5 * max(0.0, left - 0.2) / 0.8
        for _ in range(2):                       # the discriminator learns twice as often
            real = data[rng.integers(0, len(data), B)].astype("float32") + normal(blur)
            z = normal()
            fake = z + _forward(z, G)[0] + normal(blur)
            out, kept = _forward(np.concatenate([real, fake]), D)
            label = np.repeat(np.array([[1], [0]], "float32"), B, axis=0)
            _adam(D, _backward((_chance(out) - label) / B, D, kept)[1], d_state, rate)
        z = normal()
        move, g_kept = _forward(z, G)
        out, kept = _forward(z + move + normal(blur), D)
        d_fake, _ = _backward((_chance(out) - 1) / B, D, kept)
        _adam(G, _backward(d_fake, G, g_kept)[1], g_state, rate)
    return G


def sample_gan(model, z):
    return z + _forward(z.astype("float32"), model)[0]
