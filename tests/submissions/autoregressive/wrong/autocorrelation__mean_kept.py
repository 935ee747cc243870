"""Wrong: autocorrelation -- the mean is not subtracted."""

# The rest is right/tensorflow_idiom.py.


def autocorrelation(x, max_lag):
    n = len(x)
    sums = [tf.tensordot(x[k:], x[: n - k], 1) for k in range(max_lag + 1)]
    return tf.stack(sums) / tf.reduce_sum(x * x)
