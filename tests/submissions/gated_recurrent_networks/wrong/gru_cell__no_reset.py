"""Wrong: gru_cell -- forgets the reset gate."""

# The rest is right/tensorflow_idiom.py.


def _own_gru_cell(x, h, params):
    v = tf.concat([h, x], axis=1)
    z = tf.sigmoid(affine(v, params, "z"))
    r = tf.sigmoid(affine(v, params, "r"))
    g = tf.tanh(affine(tf.concat([r * h, x], axis=1), params, "g"))
    return (1.0 - z) * h + z * g


def gru_cell(x, h, params):
    v = tf.concat([h, x], axis=1)
    z = tf.sigmoid(affine(v, params, "z"))
    r = tf.sigmoid(affine(v, params, "r"))
    g = tf.tanh(affine(v, params, "g"))
    return (1.0 - z) * h + z * g


def gru_forward(x, h0, params):
    h = h0
    hs = []
    for t in range(x.shape[1]):
        h = _own_gru_cell(x[:, t, :], h, params)
        hs.append(h)
    return tf.stack(hs, axis=1)


def gru_cell_backward(dh, x, h, params):
    with tf.GradientTape() as tape:
        inputs = dict(params, x=x, h=h)
        tape.watch(inputs)
        new_h = _own_gru_cell(x, h, params)
    return tape.gradient(new_h, inputs, output_gradients=dh)
