"""Wrong: gru_cell -- applies the reset gate after the product with the hidden rows of Wg."""

# The rest is right/numpy_vectorised.py.


def gru_cell(x, h, params):
    z, r, _ = _gru_gates(x, h, params)
    H = h.shape[-1]
    g = np.tanh(r * (h @ params["Wg"][:H]) + x @ params["Wg"][H:] + params["bg"])
    return (1 - z) * h + z * g
