"""Wrong: mapping_network -- normalises to length 1."""

# The rest is right/tensorflow_idiom.py.


def mapping_network(z, layers):
    w = tf.math.l2_normalize(z, axis=1)
    for layer in layers:
        w = tf.nn.leaky_relu(w @ layer["W"] + layer["b"], alpha=0.2)
    return w
