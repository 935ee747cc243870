"""Wrong: rnn_backward -- overwrites the gradients of the parameters at every step instead of adding."""

# The rest is right/numpy_vectorised.py.


def rnn_backward(dhs, x, h0, params):
    hs = rnn_forward(x, h0, params)
    grads = {"x": np.zeros(x.shape)}
    dh = np.zeros(h0.shape)
    for t in reversed(range(x.shape[1])):
        before = hs[:, t - 1] if t > 0 else h0
        da = (dhs[:, t] + dh) * (1 - hs[:, t] ** 2)
        grads["x"][:, t] = da @ params["Wx"].T
        grads["Wx"] = x[:, t].T @ da
        grads["Wh"] = before.T @ da
        grads["b"] = da.sum(axis=0)
        dh = da @ params["Wh"].T
    grads["h0"] = dh
    return grads
