"""Wrong: pixel_shuffle -- uses the order of tf.nn.depth_to_space."""

# The rest is right/tensorflow_idiom.py.


def pixel_shuffle(x, factor):
    x = tf.transpose(x, [0, 2, 3, 1])
    return tf.transpose(tf.nn.depth_to_space(x, factor), [0, 3, 1, 2])
