"""Wrong: discriminator_loss -- halves the sum, as some tutorials do."""

# The rest is right/torch_idiom.py.


def discriminator_loss(real_logits, fake_logits):
    return (bce(real_logits, 1.0) + bce(fake_logits, 0.0)) / 2


def discriminator_step(real, z, g_params, d_params, learning_rate):
    d = _leaves(d_params)
    fake = generator(z, g_params).detach()
    return _sgd(bce(discriminator(real, d), 1.0) + bce(discriminator(fake, d), 0.0), d, learning_rate)
