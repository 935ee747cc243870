"""Wrong: slerp -- divides 0 by 0 for vectors of one direction."""

# The rest is right/tensorflow_idiom.py.


def slerp(a, b, t):
    cosine = tf.reduce_sum(tf.math.l2_normalize(a, axis=-1) * tf.math.l2_normalize(b, axis=-1), axis=-1, keepdims=True)
    w = tf.acos(tf.clip_by_value(cosine, -1.0, 1.0))
    return (tf.sin((1.0 - t) * w) * a + tf.sin(t * w) * b) / tf.sin(w)
