"""Wrong: mse_loss -- leaves the 2 out of the gradient."""

# The rest is right/numpy_vectorised.py.


def mse_loss(prediction, target):
    diff = prediction - target
    return np.mean(diff ** 2), diff / diff.size
