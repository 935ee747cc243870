"""Wrong: generator_loss_wasserstein -- forgets the minus."""

# The rest is right/numpy_vectorised.py.


def generator_loss_wasserstein(fake_scores):
    return np.mean(fake_scores)
