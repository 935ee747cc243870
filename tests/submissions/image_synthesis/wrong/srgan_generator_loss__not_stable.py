"""Wrong: srgan_generator_loss -- takes the logarithm of the sigmoid."""

# The rest is right/numpy_vectorised.py.


def srgan_generator_loss(features_real, features_fake, fake_logits):
    d = 1 / (1 + np.exp(-fake_logits))
    return np.mean((features_real - features_fake) ** 2) + 1e-3 * np.mean(-np.log(d))
