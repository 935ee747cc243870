"""Wrong: add_noise -- adds the noise to x itself (its values are right)."""

# The rest is right/numpy_vectorised.py.


def add_noise(x, noise, sigma):
    x += sigma * noise
    return np.clip(x, 0, 1, out=x)
