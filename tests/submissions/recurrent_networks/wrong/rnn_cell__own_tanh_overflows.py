"""Wrong: rnn_cell -- writes the tanh with exponentials, which gives NaN for large sums."""

# The rest is right/numpy_vectorised.py.


def rnn_cell(x, h, params):
    a = x @ params["Wx"] + h @ params["Wh"] + params["b"]
    return (np.exp(a) - np.exp(-a)) / (np.exp(a) + np.exp(-a))
