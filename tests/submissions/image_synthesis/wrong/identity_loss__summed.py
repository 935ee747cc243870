"""Wrong: identity_loss -- sums instead of taking means."""

# The rest is right/tensorflow_idiom.py.


def identity_loss(x, f_x, y, g_y):
    return tf.reduce_sum(tf.abs(f_x - x)) + tf.reduce_sum(tf.abs(g_y - y))
