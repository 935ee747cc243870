"""Wrong: gelu -- the sigmoid approximation."""

# The rest is right/tensorflow_idiom.py.


def gelu(x):
    return x * tf.sigmoid(1.702 * x)
