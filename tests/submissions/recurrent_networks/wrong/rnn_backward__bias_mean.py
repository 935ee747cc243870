"""Wrong: rnn_backward -- takes the mean over the batch for the gradient of the bias."""

# The rest is right/numpy_vectorised.py.

summed = rnn_backward


def rnn_backward(dhs, x, h0, params):
    gradients = summed(dhs, x, h0, params)
    return {**gradients, "b": gradients["b"] / len(x)}
