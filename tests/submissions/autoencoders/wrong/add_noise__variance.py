"""Wrong: add_noise -- takes sigma for a variance."""

# The rest is right/numpy_vectorised.py.


def add_noise(x, noise, sigma):
    return np.clip(x + sigma ** 0.5 * noise, 0, 1)
