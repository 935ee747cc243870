"""Autoregressive models in TensorFlow 2: tf.signal.frame for the lags, tf.linalg.lstsq, tf.scan to run on."""
import math

import tensorflow as tf

FRAMEWORK = "tensorflow"


def lags(x, p):
    """(n,) -> (n - p, p), latest value first."""
    return tf.reverse(tf.signal.frame(x, p, 1)[:-1], axis=[1])


def simulate_ar(c, phi, noise, initial):
    def step(past, e):
        new = c + tf.reduce_sum(phi * past) + e
        return tf.concat([[new], past[:-1]], axis=0)

    return tf.scan(step, noise, initializer=tf.reverse(initial, axis=[0]))[:, 0]


def fit_ar(x, order):
    n = int(tf.shape(x)[0])
    if n - order < order + 1:
        raise ValueError("too few values for this order")
    y = x[order:]
    parts = [tf.ones((n - order, 1))]
    if order:
        parts.append(lags(x, order))
    design = tf.concat(parts, axis=1)
    beta = tf.linalg.lstsq(design, y[:, None], fast=False)[:, 0]
    e = y - tf.linalg.matvec(design, beta)
    return beta[0], beta[1:], tf.reduce_mean(tf.square(e))


def ar_residuals(x, c, phi):
    p = len(phi)
    return x[p:] - c - tf.linalg.matvec(lags(x, p), phi)


def forecast_ar(x, c, phi, steps):
    return simulate_ar(c, phi, tf.zeros(steps), x[-len(phi):])


def autocorrelation(x, max_lag):
    d = x - tf.reduce_mean(x)
    n = len(d)
    sums = [tf.tensordot(d[k:], d[: n - k], 1) for k in range(max_lag + 1)]
    return tf.stack(sums) / tf.reduce_sum(d * d)


def is_stationary(phi):
    p = len(phi)
    below = tf.eye(p, p)[: p - 1]
    companion = tf.concat([phi[None], below], axis=0)
    return tf.reduce_all(tf.abs(tf.linalg.eigvals(companion)) < 1.0)


def ar_log_likelihood(x, c, phi, sigma2):
    e = ar_residuals(x, c, phi)
    return tf.reduce_sum(-0.5 * tf.square(e) / sigma2 - 0.5 * math.log(2 * math.pi * sigma2))


def fit_var(X, order):
    n, K = X.shape
    design = tf.concat([tf.ones((n - order, 1))] + [X[order - i : n - i] for i in range(1, order + 1)], axis=1)
    beta = tf.linalg.lstsq(design, X[order:])                    # fast: Cholesky on the normal equations
    A = tf.transpose(tf.reshape(beta[1:], (order, K, K)), perm=[0, 2, 1])
    return beta[0], A


def forecast_var(X, c, A, steps):
    path = tf.unstack(X)
    for _ in range(steps):
        new = c
        for i, A_i in enumerate(tf.unstack(A)):
            new = new + tf.linalg.matvec(A_i, path[-1 - i])
        path.append(new)
    return tf.stack(path[-steps:])
