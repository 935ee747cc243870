"""Wrong: generator -- ends with a sigmoid instead of the tanh."""

# The rest is right/torch_idiom.py.


def _own_generator(z, params):
    return torch.tanh(F.leaky_relu(z @ params["W1"] + params["b1"], 0.2) @ params["W2"] + params["b2"])


def generator(z, params):
    h = F.leaky_relu(z @ params["W1"] + params["b1"], negative_slope=0.2)
    return torch.sigmoid(h @ params["W2"] + params["b2"])


def discriminator_step(real, z, g_params, d_params, learning_rate):
    d = _leaves(d_params)
    return _sgd(discriminator_loss(discriminator(real, d), discriminator(_own_generator(z, g_params), d)), d, learning_rate)


def generator_step(z, g_params, d_params, learning_rate):
    g = _leaves(g_params)
    return _sgd(generator_loss_nonsaturating(discriminator(_own_generator(z, g), d_params)), g, learning_rate)
