"""Wrong: gradient_penalty -- differentiates the mean of the logits."""

# The rest is right/tensorflow_idiom.py.


def gradient_penalty(real, fake, u, params):
    x = u * real + (1.0 - u) * fake
    with tf.GradientTape() as tape:
        tape.watch(x)
        logits = tf.reduce_mean(discriminator(x, params))
    norms = tf.norm(tape.gradient(logits, x), axis=1)
    return tf.reduce_mean((norms - 1.0) ** 2)
