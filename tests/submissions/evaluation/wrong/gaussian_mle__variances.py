"""Wrong: gaussian_mle -- returns variances for the covariance."""

# The rest is right/tensorflow_idiom.py.


def gaussian_mle(x):
    return tf.math.reduce_mean(x, axis=0), tf.math.reduce_variance(x, axis=0)
