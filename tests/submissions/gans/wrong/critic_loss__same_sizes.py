"""Wrong: critic_loss -- subtracts row from row."""

# The rest is right/numpy_vectorised.py.


def critic_loss(real_scores, fake_scores):
    return np.mean(fake_scores - real_scores)
