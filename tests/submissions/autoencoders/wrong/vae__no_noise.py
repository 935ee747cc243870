"""Wrong: vae -- decodes the mean and ignores eps."""

# The rest is right/tensorflow_idiom.py.


def vae(x, eps, params):
    h = tf.tanh(affine(x, params, "1"))
    mu = affine(h, params, "_mu")
    log_var = affine(h, params, "_var")
    return affine(tf.tanh(affine(mu, params, "2")), params, "3"), mu, log_var
