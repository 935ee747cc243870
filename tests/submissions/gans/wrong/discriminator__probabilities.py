"""Wrong: discriminator -- returns the sigmoid of the logits."""

# The rest is right/tensorflow_idiom.py.


def _logits(x, params):
    hidden = tf.nn.leaky_relu(tf.matmul(x, params["W1"]) + params["b1"], alpha=0.2)
    return tf.squeeze(tf.matmul(hidden, params["W2"]) + params["b2"], axis=1)


def discriminator(x, params):
    return tf.sigmoid(_logits(x, params))


def gradient_penalty(real, fake, u, params):
    x = u * real + (1.0 - u) * fake
    with tf.GradientTape() as tape:
        tape.watch(x)
        logits = _logits(x, params)
    norms = tf.norm(tape.gradient(logits, x), axis=1)
    return tf.reduce_mean((norms - 1.0) ** 2)


def discriminator_step(real, z, g_params, d_params, learning_rate):
    fake = generator(z, g_params)
    with tf.GradientTape() as tape:
        tape.watch(d_params)
        loss = discriminator_loss(_logits(real, d_params), _logits(fake, d_params))
    grads = tape.gradient(loss, d_params)
    return {name: w - learning_rate * grads[name] for name, w in d_params.items()}


def generator_step(z, g_params, d_params, learning_rate):
    with tf.GradientTape() as tape:
        tape.watch(g_params)
        loss = generator_loss_nonsaturating(_logits(generator(z, g_params), d_params))
    grads = tape.gradient(loss, g_params)
    return {name: w - learning_rate * grads[name] for name, w in g_params.items()}
