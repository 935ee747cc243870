"""Wrong: rnn_backward -- stops the gradient between the steps."""

# The rest is right/tensorflow_idiom.py.


def rnn_backward(dhs, x, h0, params):
    inputs = dict(params, x=x, h0=h0)
    with tf.GradientTape() as tape:
        tape.watch(inputs)
        h, loss = h0, 0.0
        for t in range(x.shape[1]):
            h = rnn_cell(x[:, t], h, params)
            loss += tf.reduce_sum(h * dhs[:, t])
            h = tf.stop_gradient(h)
    return tape.gradient(loss, inputs)
