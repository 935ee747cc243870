"""Wrong: lstm_forward -- overwrites h0 and c0 with the last states (its values are right)."""

# The rest is right/numpy_vectorised.py.


def lstm_forward(x, h0, c0, params):
    h, c = h0, c0
    hs = np.zeros((x.shape[0], x.shape[1], h0.shape[1]))
    for t in range(x.shape[1]):
        h[:], c[:] = _lstm(x[:, t], h, c, params)
        hs[:, t] = h
    return hs, h, c
