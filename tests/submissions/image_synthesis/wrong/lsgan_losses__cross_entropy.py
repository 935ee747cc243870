"""Wrong: lsgan_losses -- uses cross-entropy."""

# The rest is right/tensorflow_idiom.py.


def lsgan_losses(real_scores, fake_scores):
    d = tf.reduce_mean(tf.nn.softplus(-real_scores)) + tf.reduce_mean(tf.nn.softplus(fake_scores))
    return d, tf.reduce_mean(tf.nn.softplus(-fake_scores))
