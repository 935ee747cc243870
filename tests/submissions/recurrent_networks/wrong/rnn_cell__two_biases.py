"""Wrong: rnn_cell -- adds the bias with x and again with h, as PyTorch's two biases."""

# The rest is right/numpy_loops.py.


def rnn_cell(x, h, params):
    p = as_lists(params)
    twice = dict(p, b=[2 * value for value in p["b"]])
    return np.array([step(x[n].tolist(), h[n].tolist(), twice) for n in range(len(x))])
