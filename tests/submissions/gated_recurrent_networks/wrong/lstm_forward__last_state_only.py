"""Wrong: lstm_forward -- returns the last h in place of all of them."""

# The rest is right/torch_idiom.py.


def lstm_forward(x, h0, c0, params):
    h, c, hs = h0, c0, []
    for x_t in x.unbind(dim=1):
        h, c = lstm_cell(x_t, h, c, params)
        hs.append(h)
    return h, h, c
