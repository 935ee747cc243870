"""Wrong: critic_loss -- returns mean real - mean fake, to be maximised."""

# The rest is right/numpy_loops.py.


def critic_loss(real_scores, fake_scores):
    return mean(real_scores.tolist()) - mean(fake_scores.tolist())
