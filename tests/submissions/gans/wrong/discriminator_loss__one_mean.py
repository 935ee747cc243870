"""Wrong: discriminator_loss -- takes one mean over all rows."""

# The rest is right/tensorflow_idiom.py.


def discriminator_loss(real_logits, fake_logits):
    labels = tf.concat([tf.ones_like(real_logits), tf.zeros_like(fake_logits)], axis=0)
    return cross_entropy(labels, tf.concat([real_logits, fake_logits], axis=0))


def discriminator_step(real, z, g_params, d_params, learning_rate):
    fake = generator(z, g_params)
    with tf.GradientTape() as tape:
        tape.watch(d_params)
        r, f = discriminator(real, d_params), discriminator(fake, d_params)
        loss = cross_entropy(tf.ones_like(r), r) + cross_entropy(tf.zeros_like(f), f)
    grads = tape.gradient(loss, d_params)
    return {name: w - learning_rate * grads[name] for name, w in d_params.items()}
