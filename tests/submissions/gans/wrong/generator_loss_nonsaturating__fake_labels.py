"""Wrong: generator_loss_nonsaturating -- gives the made-up rows the label 0."""

# The rest is right/tensorflow_idiom.py.


def generator_loss_nonsaturating(fake_logits):
    return cross_entropy(tf.zeros_like(fake_logits), fake_logits)


def generator_step(z, g_params, d_params, learning_rate):
    with tf.GradientTape() as tape:
        tape.watch(g_params)
        logits = discriminator(generator(z, g_params), d_params)
        loss = cross_entropy(tf.ones_like(logits), logits)
    grads = tape.gradient(loss, g_params)
    return {name: w - learning_rate * grads[name] for name, w in g_params.items()}
