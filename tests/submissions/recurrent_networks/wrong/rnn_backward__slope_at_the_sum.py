"""Wrong: rnn_backward -- takes the slope of the tanh as 1 - a squared, with the sum a instead of tanh(a)."""

# The rest is right/numpy_vectorised.py.


def rnn_backward(dhs, x, h0, params):
    hs = rnn_forward(x, h0, params)
    before = np.concatenate([h0[:, None], hs[:, :-1]], axis=1)
    a = x @ params["Wx"] + before @ params["Wh"] + params["b"]
    das = np.zeros(a.shape)
    dh = np.zeros(h0.shape)
    for t in reversed(range(x.shape[1])):
        das[:, t] = (dhs[:, t] + dh) * (1 - a[:, t] ** 2)
        dh = das[:, t] @ params["Wh"].T
    return {
        "x": das @ params["Wx"].T,
        "h0": dh,
        "Wx": np.einsum("ntd,nth->dh", x, das),
        "Wh": np.einsum("ntg,nth->gh", before, das),
        "b": das.sum(axis=(0, 1)),
    }
