"""Wrong: gru_cell -- lets z keep the old state: z * h + (1 - z) * candidate."""

# The rest is right/torch_idiom.py.


def _own_gru_cell(x, h, params):
    hx = torch.cat((h, x), dim=1)
    z = torch.sigmoid(hx @ params["Wz"] + params["bz"])
    r = torch.sigmoid(hx @ params["Wr"] + params["br"])
    candidate = torch.tanh(torch.cat((r * h, x), dim=1) @ params["Wg"] + params["bg"])
    return torch.lerp(h, candidate, z)


def gru_cell(x, h, params):
    hx = torch.cat((h, x), dim=1)
    z = torch.sigmoid(hx @ params["Wz"] + params["bz"])
    r = torch.sigmoid(hx @ params["Wr"] + params["br"])
    candidate = torch.tanh(torch.cat((r * h, x), dim=1) @ params["Wg"] + params["bg"])
    return torch.lerp(candidate, h, z)


def gru_forward(x, h0, params):
    hs = [h0]
    for t in range(x.size(1)):
        hs.append(_own_gru_cell(x[:, t], hs[-1], params))
    return torch.stack(hs[1:], dim=1)


def gru_cell_backward(dh, x, h, params):
    leaves = {name: _leaf(w) for name, w in params.items()}
    leaves.update(x=_leaf(x), h=_leaf(h))
    return _backprop([_own_gru_cell(leaves["x"], leaves["h"], leaves)], [dh], leaves)
