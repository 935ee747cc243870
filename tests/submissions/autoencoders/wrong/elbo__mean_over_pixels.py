"""Wrong: elbo -- takes the mean over the pixels and over the code."""

# The rest is right/tensorflow_idiom.py.


def elbo(x, logits, mu, log_var):
    nll = tf.reduce_mean(tf.nn.sigmoid_cross_entropy_with_logits(labels=x, logits=logits))
    kl = 0.5 * tf.reduce_mean(tf.square(mu) + tf.exp(log_var) - 1.0 - log_var)
    return -nll - kl
