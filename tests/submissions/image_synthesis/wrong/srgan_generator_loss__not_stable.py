"""Wrong: srgan_generator_loss -- adds a small number to the sigmoid before the logarithm."""

# The rest is right/numpy_vectorised.py.


def srgan_generator_loss(features_real, features_fake, fake_logits):
    d = 1 / (1 + np.exp(-fake_logits))
    return np.mean((features_real - features_fake) ** 2) + 1e-3 * np.mean(-np.log(d + 1e-12))
