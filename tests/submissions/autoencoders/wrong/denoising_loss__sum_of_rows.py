"""Wrong: denoising_loss -- sums over the pixels and takes the mean over the rows only."""

# The rest is right/numpy_vectorised.py.


def denoising_loss(clean, noisy, params):
    difference = clean - _forward(noisy, params)[1]
    return np.mean(np.sum(difference ** 2, axis=1))
