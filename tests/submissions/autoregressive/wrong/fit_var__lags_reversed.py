"""Wrong: fit_var -- A[0] belongs to the oldest lag."""

# The rest is right/tensorflow_idiom.py.


def fit_var(X, order):
    n, K = X.shape
    design = tf.concat([tf.ones((n - order, 1))] + [X[i : n - order + i] for i in range(order)], axis=1)
    beta = tf.linalg.lstsq(design, X[order:], fast=False)
    return beta[0], tf.transpose(tf.reshape(beta[1:], (order, K, K)), perm=[0, 2, 1])
