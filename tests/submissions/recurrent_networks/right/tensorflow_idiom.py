"""Recurrent network in TensorFlow: tf.scan over time, gradients from a tape."""
import tensorflow as tf

FRAMEWORK = "tensorflow"


def rnn_cell(x, h, params):
    return tf.tanh(tf.matmul(x, params["Wx"]) + tf.matmul(h, params["Wh"]) + params["b"])


def rnn_forward(x, h0, params):
    time_first = tf.transpose(x, [1, 0, 2])
    hs = tf.scan(lambda h, x_t: tf.tanh(x_t @ params["Wx"] + h @ params["Wh"] + params["b"]), time_first, initializer=h0)
    return tf.transpose(hs, [1, 0, 2])


def _states(x, h0, params):
    hs, h = [h0], h0
    for x_t in tf.unstack(x, axis=-2):
        h = tf.tanh(x_t @ params["Wx"] + h @ params["Wh"] + params["b"])
        hs.append(h)
    return hs


def rnn_backward(dhs, x, h0, params):
    inputs = dict(params, x=x, h0=h0)
    with tf.GradientTape() as tape:
        tape.watch(inputs)
        hs = tf.stack(_states(x, h0, params)[1:], axis=1)
        loss = tf.reduce_sum(hs * dhs)
    return tape.gradient(loss, inputs)


def rnn_predict(x, h0, params):
    hs = tf.stack(_states(x, h0, params)[1:], axis=1)
    return tf.tensordot(hs, params["Wy"], axes=1) + params["by"]


def hidden_jacobian_norms(x, h0, params):
    with tf.GradientTape(persistent=True) as tape:
        tape.watch(h0)
        states, h = [h0], h0[None, :]
        for t in range(x.shape[0]):
            h = tf.tanh(x[t][None, :] @ params["Wx"] + tf.reshape(states[-1], (1, -1)) @ params["Wh"] + params["b"])
            states.append(h[0])
        last = states[-1] * 1.0
    return tf.stack([tf.norm(tape.jacobian(last, h, experimental_use_pfor=False)) for h in states])


def clip_by_global_norm(gradients, max_norm):
    return tf.clip_by_global_norm(gradients, max_norm)
