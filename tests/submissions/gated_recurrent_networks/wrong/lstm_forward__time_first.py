"""Wrong: lstm_forward -- stacks the states as (T, N, H)."""

# The rest is right/tensorflow_idiom.py.


def lstm_forward(x, h0, c0, params):
    h, c = h0, c0
    hs = []
    for x_t in tf.unstack(x, axis=1):
        h, c = lstm_cell(x_t, h, c, params)
        hs.append(h)
    return tf.stack(hs, axis=0), h, c
