"""Wrong: inception_score -- takes the mean over the classes where it must add them up."""

# The rest is right/tensorflow_idiom.py.


def inception_score(p_yx):
    p_y = tf.reduce_mean(p_yx, axis=0, keepdims=True)
    kl = tf.math.xlogy(p_yx, p_yx) - tf.math.xlogy(p_yx, p_y)
    return tf.exp(tf.reduce_mean(kl))
