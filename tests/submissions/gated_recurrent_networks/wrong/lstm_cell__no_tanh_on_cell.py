"""Wrong: lstm_cell -- leaves out the tanh on the cell state."""

# The rest is right/torch_idiom.py.


def _own_lstm_cell(x, h, c, params):
    f, i, g, o = lstm_gates(x, h, params)
    c = f * c + i * g
    return o * c.tanh(), c


def lstm_cell(x, h, c, params):
    f, i, g, o = lstm_gates(x, h, params)
    c = f * c + i * g
    return o * c, c


def lstm_forward(x, h0, c0, params):
    h, c, hs = h0, c0, []
    for x_t in x.unbind(dim=1):
        h, c = _own_lstm_cell(x_t, h, c, params)
        hs.append(h)
    return torch.stack(hs, dim=1), h, c


def lstm_cell_backward(dh, dc, x, h, c, params):
    leaves = {name: _leaf(w) for name, w in params.items()}
    leaves.update(x=_leaf(x), h=_leaf(h), c=_leaf(c))
    new_h, new_c = _own_lstm_cell(leaves["x"], leaves["h"], leaves["c"], leaves)
    return _backprop([new_h, new_c], [dh, dc], leaves)
