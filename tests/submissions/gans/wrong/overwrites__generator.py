"""Wrong: generator -- doubles the bias that it is given (its values are right)."""

# The rest is right/numpy_vectorised.py.


_made = generator


def generator(z, params):
    made = _made(z, params)
    params["b1"] *= 2
    return made


def discriminator_step(real, z, g_params, d_params, learning_rate):
    fake = _made(z, g_params)
    x = np.concatenate([real, fake])
    y = np.concatenate([np.ones(len(real)), np.zeros(len(fake))])
    weight = np.concatenate([np.full(len(real), 1 / len(real)), np.full(len(fake), 1 / len(fake))])
    dlogits = (sigmoid(discriminator(x, d_params)) - y) * weight
    _, grads = _back(dlogits[:, None], x, d_params)
    return {k: d_params[k] - learning_rate * grads[k] for k in grads}


def generator_step(z, g_params, d_params, learning_rate):
    fake = _made(z, g_params)
    dfake, _ = _back(-sigmoid(-discriminator(fake, d_params))[:, None] / len(fake), fake, d_params)
    _, grads = _back(dfake * (1 - fake ** 2), z, g_params)
    return {k: g_params[k] - learning_rate * grads[k] for k in grads}
