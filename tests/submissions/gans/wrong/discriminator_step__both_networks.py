"""Wrong: discriminator_step -- moves the generator too, and returns both."""

# The rest is right/tensorflow_idiom.py.


def discriminator_step(real, z, g_params, d_params, learning_rate):
    with tf.GradientTape() as tape:
        tape.watch([g_params, d_params])
        loss = discriminator_loss(discriminator(real, d_params), discriminator(generator(z, g_params), d_params))
    of_g, of_d = tape.gradient(loss, [g_params, d_params])
    new_g = {name: w - learning_rate * of_g[name] for name, w in g_params.items()}
    new_d = {name: w - learning_rate * of_d[name] for name, w in d_params.items()}
    return new_g, new_d
