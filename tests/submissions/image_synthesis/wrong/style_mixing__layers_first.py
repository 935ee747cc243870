"""Wrong: style_mixing -- puts the layers first."""

# The rest is right/tensorflow_idiom.py.


def style_mixing(w1, w2, num_layers, crossover):
    return tf.stack([w1 if layer < crossover else w2 for layer in range(num_layers)], axis=0)
