"""Wrong: train_sequence_classifier -- computes the gradients and never calls optimiser.step()."""
import torch
import torch.nn.functional as F
from torch import nn

FRAMEWORK = "torch"


def lstm_gates(x, h, params):
    hx = torch.cat([h, x], dim=-1)

    def gate(name):
        return hx @ params["W" + name] + params["b" + name]

    return torch.sigmoid(gate("f")), torch.sigmoid(gate("i")), torch.tanh(gate("g")), torch.sigmoid(gate("o"))


def lstm_cell(x, h, c, params):
    f, i, g, o = lstm_gates(x, h, params)
    c = f * c + i * g
    return o * c.tanh(), c


def lstm_forward(x, h0, c0, params):
    h, c, hs = h0, c0, []
    for x_t in x.unbind(dim=1):
        h, c = lstm_cell(x_t, h, c, params)
        hs.append(h)
    return torch.stack(hs, dim=1), h, c


def _leaf(t):
    return t.detach().clone().requires_grad_(True)


def _backprop(outputs, output_gradients, leaves):
    names = list(leaves)
    grads = torch.autograd.grad(outputs, [leaves[n] for n in names], output_gradients)
    return dict(zip(names, grads))


def lstm_cell_backward(dh, dc, x, h, c, params):
    leaves = {name: _leaf(w) for name, w in params.items()}
    leaves.update(x=_leaf(x), h=_leaf(h), c=_leaf(c))
    new_h, new_c = lstm_cell(leaves["x"], leaves["h"], leaves["c"], leaves)
    return _backprop([new_h, new_c], [dh, dc], leaves)


def gru_cell(x, h, params):
    hx = torch.cat((h, x), dim=1)
    z = torch.sigmoid(hx @ params["Wz"] + params["bz"])
    r = torch.sigmoid(hx @ params["Wr"] + params["br"])
    candidate = torch.tanh(torch.cat((r * h, x), dim=1) @ params["Wg"] + params["bg"])
    return torch.lerp(h, candidate, z)


def gru_forward(x, h0, params):
    hs = [h0]
    for t in range(x.size(1)):
        hs.append(gru_cell(x[:, t], hs[-1], params))
    return torch.stack(hs[1:], dim=1)


def gru_cell_backward(dh, x, h, params):
    leaves = {name: _leaf(w) for name, w in params.items()}
    leaves.update(x=_leaf(x), h=_leaf(h))
    return _backprop([gru_cell(leaves["x"], leaves["h"], leaves)], [dh], leaves)


def parameter_count(kind, input_size, hidden_size):
    if kind not in ("rnn", "gru", "lstm"):
        raise ValueError(f"unknown kind {kind}")
    cell = getattr(nn, kind.upper())(input_size, hidden_size, device="meta")
    # PyTorch has two biases a gate, the course has one
    return sum(p.numel() for name, p in cell.named_parameters() if not name.startswith("bias_hh"))


class Classifier(nn.Module):
    def __init__(self, input_size, num_classes, hidden_size=64):
        super().__init__()
        self.lstm = nn.LSTM(input_size, hidden_size, batch_first=True)
        self.head = nn.Linear(hidden_size, num_classes)
        with torch.no_grad():
            self.lstm.bias_ih_l0[hidden_size:2 * hidden_size] = 4.0     # forget gate open at the start

    def forward(self, x):
        hs, _ = self.lstm(x)
        return self.head(hs[:, -1])


def train_sequence_classifier(x, labels, num_classes, seed):
    torch.manual_seed(seed)
    model = Classifier(x.shape[-1], num_classes).to(x.device)
    optimiser = torch.optim.Adam(model.parameters(), lr=0.01)
    for epoch in range(2):
        for batch in torch.randperm(len(x), device=x.device).split(64):
            optimiser.zero_grad()
            F.cross_entropy(model(x[batch]), labels[batch]).backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    return model.eval()


@torch.inference_mode()
def classify_sequences(model, x):
    return model(x).argmax(dim=-1)
