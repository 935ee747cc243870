"""Wrong: lsgan_losses -- halves the loss of the discriminator only."""

# The rest is right/numpy_vectorised.py.


def lsgan_losses(real_scores, fake_scores):
    d = 0.5 * np.mean((real_scores - 1) ** 2) + 0.5 * np.mean(fake_scores ** 2)
    return d, np.mean((fake_scores - 1) ** 2)
