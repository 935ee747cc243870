"""Wrong: parameter_count -- counts two biases a gate, as PyTorch does."""
import numpy as np


def _sigmoid(a):
    return 0.5 * (1.0 + np.tanh(0.5 * a))       # does not overflow


def _join(h, x):
    return np.concatenate([h, x], axis=-1)


def _gates(x, h, p):
    v = _join(h, x)                              # (N, H + D)
    return (_sigmoid(v @ p["Wf"] + p["bf"]), _sigmoid(v @ p["Wi"] + p["bi"]),
            np.tanh(v @ p["Wg"] + p["bg"]), _sigmoid(v @ p["Wo"] + p["bo"]))


def _lstm(x, h, c, p):
    f, i, g, o = _gates(x, h, p)
    c = f * c + i * g
    return o * np.tanh(c), c


def _lstm_back(dh, dc, x, h, c, p):
    f, i, g, o = _gates(x, h, p)
    tanh_c = np.tanh(f * c + i * g)
    dc = dc + dh * o * (1 - tanh_c ** 2)
    da = {"f": dc * c * f * (1 - f), "i": dc * g * i * (1 - i),
          "g": dc * i * (1 - g ** 2), "o": dh * tanh_c * o * (1 - o)}
    v, H = _join(h, x), h.shape[-1]
    dv = sum(da[k] @ p["W" + k].T for k in "figo")
    grads = {"W" + k: v.T @ da[k] for k in "figo"}
    grads.update({"b" + k: da[k].sum(axis=0) for k in "figo"})
    grads.update(x=dv[:, H:], h=dv[:, :H], c=dc * f)
    return grads


def _gru_gates(x, h, p):
    v = _join(h, x)
    z = _sigmoid(v @ p["Wz"] + p["bz"])
    r = _sigmoid(v @ p["Wr"] + p["br"])
    g = np.tanh(_join(r * h, x) @ p["Wg"] + p["bg"])
    return z, r, g


def _gru(x, h, p):
    z, _, g = _gru_gates(x, h, p)
    return (1 - z) * h + z * g


# ------------------------------------------------------------------ the tasks

def lstm_gates(x, h, params):
    return _gates(x, h, params)


def lstm_cell(x, h, c, params):
    return _lstm(x, h, c, params)


def lstm_forward(x, h0, c0, params):
    h, c = h0, c0
    hs = np.zeros((x.shape[0], x.shape[1], h0.shape[1]))
    for t in range(x.shape[1]):
        h, c = _lstm(x[:, t], h, c, params)
        hs[:, t] = h
    return hs, h, c


def lstm_cell_backward(dh, dc, x, h, c, params):
    return _lstm_back(dh, dc, x, h, c, params)


def gru_cell(x, h, params):
    return _gru(x, h, params)


def gru_forward(x, h0, params):
    h = h0
    hs = []
    for t in range(x.shape[1]):
        h = _gru(x[:, t], h, params)
        hs.append(h)
    return np.stack(hs, axis=1)


def gru_cell_backward(dh, x, h, params):
    z, r, g = _gru_gates(x, h, params)
    H = h.shape[-1]
    v, w = _join(h, x), _join(r * h, x)
    dg = dh * z * (1 - g ** 2)
    dw = dg @ params["Wg"].T                    # gradient of [r * h, x]
    dz = dh * (g - h) * z * (1 - z)
    dr = dw[:, :H] * h * r * (1 - r)
    dv = dz @ params["Wz"].T + dr @ params["Wr"].T
    return {
        "x": dw[:, H:] + dv[:, H:],
        "h": dh * (1 - z) + dw[:, :H] * r + dv[:, :H],
        "Wz": v.T @ dz, "Wr": v.T @ dr, "Wg": w.T @ dg,
        "bz": dz.sum(axis=0), "br": dr.sum(axis=0), "bg": dg.sum(axis=0),
    }


def parameter_count(kind, input_size, hidden_size):
    gates = {"rnn": 1, "gru": 3, "lstm": 4}
    if kind not in gates:
        raise ValueError(f"kind must be one of {sorted(gates)}, not {kind!r}")
    return gates[kind] * hidden_size * (input_size + hidden_size + 2)


# ------------------------------------------------------------------ training: LSTM, last hidden state, softmax, Adam

def _new_model(D, H, num_classes, rng):
    model = {"W" + k: rng.normal(0, 1 / np.sqrt(H + D), (H + D, H)) for k in "figo"}
    model.update({"b" + k: np.zeros(H) for k in "igo"})
    model["bf"] = np.full(H, 3.0)               # start by remembering
    model["W"] = rng.normal(0, 1 / np.sqrt(H), (H, num_classes))
    model["b"] = np.zeros(num_classes)
    return model


def _loss_gradients(model, x, labels):
    N, T, _ = x.shape
    h = c = np.zeros((N, len(model["bf"])))
    seen = []
    for t in range(T):
        seen.append((h, c))
        h, c = _lstm(x[:, t], h, c, model)
    logits = h @ model["W"] + model["b"]
    p = np.exp(logits - logits.max(axis=1, keepdims=True))
    p /= p.sum(axis=1, keepdims=True)
    p[np.arange(N), labels] -= 1.0
    p /= N
    grads = {k: np.zeros_like(w) for k, w in model.items()}
    grads["W"], grads["b"] = h.T @ p, p.sum(axis=0)
    dh, dc = p @ model["W"].T, np.zeros_like(c)
    for t in reversed(range(T)):
        step = _lstm_back(dh, dc, x[:, t], *seen[t], model)
        dh, dc = step.pop("h"), step.pop("c")
        step.pop("x")
        for k, d in step.items():
            grads[k] += d
    return grads


def train_sequence_classifier(x, labels, num_classes, seed):
    rng = np.random.default_rng(seed)
    model = _new_model(x.shape[2], 24, num_classes, rng)
    m = {k: np.zeros_like(w) for k, w in model.items()}
    s = {k: np.zeros_like(w) for k, w in model.items()}
    step, batch = 0, 100
    for _ in range(12):
        order = rng.permutation(len(x))
        for start in range(0, len(x), batch):
            rows = order[start:start + batch]
            step += 1
            for k, d in _loss_gradients(model, x[rows], labels[rows]).items():
                m[k] = 0.9 * m[k] + 0.1 * d
                s[k] = 0.999 * s[k] + 0.001 * d * d
                model[k] = model[k] - 0.01 * (m[k] / (1 - 0.9 ** step)) / (np.sqrt(s[k] / (1 - 0.999 ** step)) + 1e-8)
    return model


def classify_sequences(model, x):
    h = c = np.zeros((len(x), len(model["bf"])))
    for t in range(x.shape[1]):
        h, c = _lstm(x[:, t], h, c, model)
    return (h @ model["W"] + model["b"]).argmax(axis=1)
