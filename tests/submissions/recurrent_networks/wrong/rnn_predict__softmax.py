"""Wrong: rnn_predict -- turns the scores into probabilities."""

# The rest is right/tensorflow_idiom.py.


def rnn_predict(x, h0, params):
    hs = tf.stack(_states(x, h0, params)[1:], axis=1)
    return tf.nn.softmax(tf.tensordot(hs, params["Wy"], axes=1) + params["by"])
