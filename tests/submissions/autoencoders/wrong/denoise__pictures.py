"""Wrong: denoise -- returns pictures of shape (N, 8, 8)."""

# The rest is right/numpy_vectorised.py.


def denoise(model, noisy):
    h = np.maximum(noisy @ model["W1"] + model["b1"], 0)
    return np.clip(h @ model["W2"] + model["b2"], 0, 1).reshape(-1, 8, 8)
