"""Wrong: discriminator -- returns the logits as a column, (N, 1)."""

# The rest is right/numpy_vectorised.py.


_flat = discriminator


def discriminator(x, params):
    return np.dot(lrelu(np.dot(x, params["W1"]) + params["b1"]), params["W2"]) + params["b2"]


def discriminator_step(real, z, g_params, d_params, learning_rate):
    fake = generator(z, g_params)
    x = np.concatenate([real, fake])
    y = np.concatenate([np.ones(len(real)), np.zeros(len(fake))])
    weight = np.concatenate([np.full(len(real), 1 / len(real)), np.full(len(fake), 1 / len(fake))])
    _, grads = _back(((sigmoid(_flat(x, d_params)) - y) * weight)[:, None], x, d_params)
    return {k: d_params[k] - learning_rate * grads[k] for k in grads}


def generator_step(z, g_params, d_params, learning_rate):
    fake = generator(z, g_params)
    dfake, _ = _back(-sigmoid(-_flat(fake, d_params))[:, None] / len(fake), fake, d_params)
    _, grads = _back(dfake * (1 - fake ** 2), z, g_params)
    return {k: g_params[k] - learning_rate * grads[k] for k in grads}
