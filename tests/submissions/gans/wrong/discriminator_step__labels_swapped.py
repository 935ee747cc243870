"""Wrong: discriminator_step -- teaches that made-up rows are real."""

# The rest is right/torch_idiom.py.


def discriminator_step(real, z, g_params, d_params, learning_rate):
    fake = generator(z, g_params).detach()
    d = _leaves(d_params)
    return _sgd(discriminator_loss(discriminator(fake, d), discriminator(real, d)), d, learning_rate)
