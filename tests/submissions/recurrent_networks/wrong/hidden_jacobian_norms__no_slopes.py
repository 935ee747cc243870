"""Wrong: hidden_jacobian_norms -- leaves out the slopes of the tanh."""

# The rest is right/numpy_vectorised.py.


def hidden_jacobian_norms(x, h0, params):
    T = len(x)
    return [np.linalg.norm(np.linalg.matrix_power(params["Wh"], T - t)) for t in range(T + 1)]
