# Amara Okafor, LSTM and GRU assignment, PyTorch
import torch
from torch import nn

FRAMEWORK = "torch"


def linear(v, params, gate):
    return torch.addmm(params["b" + gate], v, params["W" + gate])


def lstm_gates(x, h, params):
    v = torch.cat((h, x), 1)
    return (
        linear(v, params, "f").sigmoid(),
        linear(v, params, "i").sigmoid(),
        linear(v, params, "g").tanh(),
        linear(v, params, "o").sigmoid(),
    )


def lstm_cell(x, h, c, params):
    f, i, g, o = lstm_gates(x, h, params)
    c = f * c + i * g
    return o * torch.tanh(c), c


def lstm_forward(x, h0, c0, params):
    h, c = h0, c0
    out = []
    for t in range(x.shape[1]):
        h, c = lstm_cell(x[:, t], h, c, params)
        out.append(h)
    return torch.stack(out, 1), h, c


def watched(tensors):
    return {k: v.detach().clone().requires_grad_() for k, v in tensors.items()}


def lstm_cell_backward(dh, dc, x, h, c, params):
    v = watched({**params, "x": x, "h": h, "c": c})
    new_h, new_c = lstm_cell(v["x"], v["h"], v["c"], v)
    ((new_h * dh).sum() + (new_c * dc).sum()).backward()
    return {k: t.grad for k, t in v.items()}


def gru_cell(x, h, params):
    v = torch.cat((h, x), 1)
    z = linear(v, params, "z").sigmoid()
    r = linear(v, params, "r").sigmoid()
    g = linear(torch.cat((r * h, x), 1), params, "g").tanh()
    return (1 - z) * h + z * g


def gru_forward(x, h0, params):
    h = h0
    out = []
    for t in range(x.shape[1]):
        h = gru_cell(x[:, t], h, params)
        out.append(h)
    return torch.stack(out, 1)


def gru_cell_backward(dh, x, h, params):
    v = watched({**params, "x": x, "h": h})
    (gru_cell(v["x"], v["h"], v) * dh).sum().backward()
    return {k: t.grad for k, t in v.items()}


def parameter_count(kind, input_size, hidden_size):
    match kind:
        case "rnn":
            gates = 1
        case "lstm":
            gates = 4
        case "gru":
            gates = 3
        case _:
            raise ValueError(kind)
    return gates * hidden_size * (hidden_size + input_size + 1)


class Reader(nn.Module):
    """A bidirectional GRU: read backwards, the first symbol is the last one seen."""

    def __init__(self, features, classes, hidden=16):
        super().__init__()
        self.gru = nn.GRU(features, hidden, batch_first=True, bidirectional=True)
        self.out = nn.Linear(2 * hidden, classes)

    def forward(self, x):
        _, h = self.gru(x)                    # (2, N, H)
        return self.out(torch.cat((h[0], h[1]), 1))


def train_sequence_classifier(x, labels, num_classes, seed):
    torch.manual_seed(seed)
    model = Reader(x.shape[2], num_classes).to(x.device)
    adam = torch.optim.Adam(model.parameters(), lr=0.02)
    for epoch in range(5):
        order = torch.randperm(len(x), device=x.device)
        for rows in order.split(100):
            loss = nn.functional.cross_entropy(model(x[rows]), labels[rows])
            adam.zero_grad()
            loss.backward()
            adam.step()
    return model


def classify_sequences(model, x):
    with torch.no_grad():
        return model(x).argmax(1)
