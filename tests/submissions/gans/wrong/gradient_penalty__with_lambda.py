"""Wrong: gradient_penalty -- multiplies by 10."""

# The rest is right/numpy_vectorised.py.


def gradient_penalty(real, fake, u, params):
    x = fake + u * (real - fake)
    s = dlrelu(x @ params["W1"] + params["b1"])
    grad = (s * params["W2"].ravel()) @ params["W1"].T
    return 10 * np.mean(np.square(np.linalg.norm(grad, axis=-1) - 1))
