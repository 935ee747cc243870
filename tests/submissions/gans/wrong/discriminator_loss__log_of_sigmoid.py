"""Wrong: discriminator_loss -- takes the sigmoid first, and the logarithm of 0 where it is sure."""

# The rest is right/numpy_vectorised.py.


def discriminator_loss(real_logits, fake_logits):
    with np.errstate(all="ignore"):
        return -np.mean(np.log(sigmoid(real_logits))) - np.mean(np.log(1 - sigmoid(fake_logits)))
