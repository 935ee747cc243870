"""Wrong: generator_step -- follows the minimax loss."""

# The rest is right/numpy_vectorised.py.


def generator_step(z, g_params, d_params, learning_rate):
    fake = generator(z, g_params)
    dlogits = -sigmoid(discriminator(fake, d_params)) / len(fake)
    dfake, _ = _back(dlogits[:, None], fake, d_params)
    _, grads = _back(dfake * (1 - fake ** 2), z, g_params)
    return {k: g_params[k] - learning_rate * grads[k] for k in grads}
