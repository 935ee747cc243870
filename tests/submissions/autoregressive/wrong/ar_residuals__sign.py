"""Wrong: ar_residuals -- prediction minus value, as the slides' sentence may be read."""

# The rest is right/tensorflow_idiom.py.


def ar_residuals(x, c, phi):
    p = len(phi)
    return c + tf.linalg.matvec(lags(x, p), phi) - x[p:]


def ar_log_likelihood(x, c, phi, sigma2):
    e = ar_residuals(x, c, phi)
    return tf.reduce_sum(-0.5 * tf.square(e) / sigma2 - 0.5 * math.log(2 * math.pi * sigma2))
