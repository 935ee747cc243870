"""Wrong: instance_norm -- normalises over the channels too."""

# The rest is right/tensorflow_idiom.py.


def instance_norm(x, eps=1e-5):
    mean, variance = tf.nn.moments(x, axes=[1, 2, 3], keepdims=True)
    return (x - mean) / tf.sqrt(variance + eps)
