"""Wrong: rnn_forward -- stacks the states as (T, N, H)."""

# The rest is right/tensorflow_idiom.py.


def rnn_forward(x, h0, params):
    return tf.stack(_states(x, h0, params)[1:], axis=0)
