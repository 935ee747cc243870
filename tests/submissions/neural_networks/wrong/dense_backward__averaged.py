"""Wrong: dense_backward -- divides the gradients of W and b by the number of rows."""

# The rest is right/tensorflow_idiom.py.


def dense_backward(dy, x, W):
    n = tf.cast(tf.shape(x)[0], x.dtype)
    return tf.matmul(dy, W, transpose_b=True), tf.matmul(x, dy, transpose_a=True) / n, tf.reduce_mean(dy, axis=0)
