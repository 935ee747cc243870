"""Wrong: generator_step -- adds the gradient."""

# The rest is right/torch_idiom.py.


def generator_step(z, g_params, d_params, learning_rate):
    g = _leaves(g_params)
    return _sgd(generator_loss_nonsaturating(discriminator(generator(z, g), d_params)), g, -learning_rate)
