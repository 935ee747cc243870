"""Wrong: lstm_forward -- starts from zeros and ignores h0 and c0."""

# The rest is right/numpy_vectorised.py.


def lstm_forward(x, h0, c0, params):
    h, c = np.zeros_like(h0), np.zeros_like(c0)
    hs = np.zeros((x.shape[0], x.shape[1], h0.shape[1]))
    for t in range(x.shape[1]):
        h, c = _lstm(x[:, t], h, c, params)
        hs[:, t] = h
    return hs, h, c
