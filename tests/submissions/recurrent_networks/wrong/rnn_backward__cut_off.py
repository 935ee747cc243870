"""Wrong: rnn_backward -- cuts its gradients off at 5 and at -5."""

# The rest is right/numpy_vectorised.py.

uncut = rnn_backward


def rnn_backward(dhs, x, h0, params):
    return {name: np.clip(gradient, -5, 5) for name, gradient in uncut(dhs, x, h0, params).items()}
