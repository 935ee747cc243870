"""Gated recurrent networks. NumPy only."""
import numpy as np


def sigmoid(x):
    return np.exp(-np.logaddexp(0.0, -x))


def lstm_gates(x, h, params):
    """x (N, D), h (N, H) -> forget, input, candidate, output, each (N, H)."""
    hx = np.concatenate((h, x), axis=1)
    forget = sigmoid(hx @ params["Wf"] + params["bf"])
    input_gate = sigmoid(hx @ params["Wi"] + params["bi"])
    candidate = np.tanh(hx @ params["Wg"] + params["bg"])
    output = sigmoid(hx @ params["Wo"] + params["bo"])
    return forget, input_gate, candidate, output


def lstm_cell(x, h, c, params):
    forget, input_gate, candidate, output = lstm_gates(x, h, params)
    c_next = forget * c + input_gate * candidate
    h_next = output * np.tanh(c_next)
    return h_next, c_next


def lstm_forward(x, h0, c0, params):
    N, T, _ = x.shape
    hs = np.empty((N, T, h0.shape[1]))
    h, c = h0, c0
    for t in range(T):
        h, c = lstm_cell(x[:, t], h, c, params)
        hs[:, t] = h
    return hs, h, c


def lstm_cell_backward(dh, dc, x, h, c, params):
    H = h.shape[1]
    f, i, g, o = lstm_gates(x, h, params)
    c_next = f * c + i * g
    t = np.tanh(c_next)

    dc_next = dc + dh * o * (1 - t * t)
    d_forget = dc_next * c * f * (1 - f)
    d_input = dc_next * g * i * (1 - i)
    d_candidate = dc_next * i * (1 - g * g)
    d_output = dh * t * o * (1 - o)

    hx = np.concatenate((h, x), axis=1)
    grads = {}
    d_hx = 0
    for letter, d in zip("figo", (d_forget, d_input, d_candidate, d_output)):
        grads["W" + letter] = hx.T @ d
        grads["b" + letter] = np.sum(d, axis=0)
        d_hx = d_hx + d @ params["W" + letter].T
    grads["h"] = d_hx[:, :H]
    grads["x"] = d_hx[:, H:]
    grads["c"] = dc_next * f
    return grads


def gru_cell(x, h, params):
    hx = np.concatenate((h, x), axis=1)
    z = sigmoid(hx @ params["Wz"] + params["bz"])
    r = sigmoid(hx @ params["Wr"] + params["br"])
    g = np.tanh(np.concatenate((r * h, x), axis=1) @ params["Wg"] + params["bg"])
    return (1 - z) * h + z * g


def gru_forward(x, h0, params):
    h, hs = h0, []
    for t in range(x.shape[1]):
        h = gru_cell(x[:, t], h, params)
        hs.append(h)
    return np.stack(hs, axis=1)


def gru_cell_backward(dh, x, h, params):
    H = h.shape[1]
    hx = np.concatenate((h, x), axis=1)
    z = sigmoid(hx @ params["Wz"] + params["bz"])
    r = sigmoid(hx @ params["Wr"] + params["br"])
    rhx = np.concatenate((r * h, x), axis=1)
    g = np.tanh(rhx @ params["Wg"] + params["bg"])

    d_g = dh * z * (1 - g * g)
    d_rhx = d_g @ params["Wg"].T
    d_z = dh * (g - h) * z * (1 - z)
    d_r = d_rhx[:, :H] * h * r * (1 - r)
    d_hx = d_z @ params["Wz"].T + d_r @ params["Wr"].T

    return {
        "x": d_rhx[:, H:] + d_hx[:, H:],
        "h": (1 - z) * dh + r * d_rhx[:, :H] + d_hx[:, :H],
        "Wz": hx.T @ d_z, "bz": d_z.sum(axis=0),
        "Wr": hx.T @ d_r, "br": d_r.sum(axis=0),
        "Wg": rhx.T @ d_g, "bg": d_g.sum(axis=0),
    }


def parameter_count(kind, input_size, hidden_size):
    blocks = {"rnn": 1, "gru": 3, "lstm": 4}
    if kind not in blocks:
        raise ValueError("kind must be rnn, gru or lstm")
    return blocks[kind] * (hidden_size * (hidden_size + input_size) + hidden_size)


# Training. A small LSTM whose forget gate starts open, softmax on the mean of the hidden states, Adam.

def softmax(a):
    a = np.exp(a - a.max(axis=1, keepdims=True))
    return a / a.sum(axis=1, keepdims=True)


def hidden_states(model, x):
    h = c = np.zeros((len(x), model["bf"].size))
    steps, mean = [], 0
    for t in range(x.shape[1]):
        steps.append((h, c))
        h, c = lstm_cell(x[:, t], h, c, model)
        mean = mean + h / x.shape[1]
    return steps, mean


def train_sequence_classifier(x, labels, num_classes, seed):
    rng = np.random.default_rng(seed)
    D, H, T = x.shape[2], 16, x.shape[1]
    model = {"W" + k: rng.normal(0, 0.3, (H + D, H)) for k in "figo"}
    model.update(bf=np.full(H, 3.0), bi=np.zeros(H), bg=np.zeros(H), bo=np.zeros(H))
    model["V"], model["a"] = rng.normal(0, 0.3, (H, num_classes)), np.zeros(num_classes)
    first = {k: np.zeros_like(v) for k, v in model.items()}
    second = {k: np.zeros_like(v) for k, v in model.items()}
    targets = np.eye(num_classes)[labels]
    n = 0
    for epoch in range(9):
        for rows in np.array_split(rng.permutation(len(x)), max(1, len(x) // 100)):
            steps, mean = hidden_states(model, x[rows])
            d = (softmax(mean @ model["V"] + model["a"]) - targets[rows]) / len(rows)
            grads = {k: np.zeros_like(v) for k, v in model.items()}
            grads["V"], grads["a"] = mean.T @ d, d.sum(axis=0)
            d_mean = d @ model["V"].T / T
            dh, dc = 0, 0
            for t in reversed(range(T)):
                back = lstm_cell_backward(dh + d_mean, dc, x[rows, t], *steps[t], model)
                dh, dc = back.pop("h"), back.pop("c")
                del back["x"]
                for k in back:
                    grads[k] += back[k]
            n += 1
            for k in model:
                first[k] = 0.9 * first[k] + 0.1 * grads[k]
                second[k] = 0.999 * second[k] + 0.001 * grads[k] ** 2
                model[k] = model[k] - 0.04 * first[k] / (1 - 0.9 ** n) / (np.sqrt(second[k] / (1 - 0.999 ** n)) + 1e-8)
    return model


def classify_sequences(model, x):
    return np.argmax(hidden_states(model, x)[1] @ model["V"] + model["a"], axis=1)
