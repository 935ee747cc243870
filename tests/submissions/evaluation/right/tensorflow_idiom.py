"""Evaluation metrics in TensorFlow."""
import numpy as np
import tensorflow as tf

FRAMEWORK = "tensorflow"


def entropy(p):
    return -tf.reduce_sum(tf.math.xlogy(p, p))


def kl_divergence(p, q):
    # multiply_no_nan: 0 * inf = 0
    log_ratio = tf.math.log(p) - tf.math.log(q)
    return tf.reduce_sum(tf.math.multiply_no_nan(log_ratio, p))


def inception_score(p_yx):
    p_y = tf.reduce_mean(p_yx, axis=0, keepdims=True)
    kl = tf.reduce_sum(tf.math.xlogy(p_yx, p_yx) - tf.math.xlogy(p_yx, p_y), axis=1)
    return tf.exp(tf.reduce_mean(kl))


def frechet_distance(mu1, C1, mu2, C2):
    values, vectors = tf.linalg.eigh(C1)
    half = vectors * tf.sqrt(tf.maximum(values, 0.0))          # half @ half^T = C1
    inner = tf.matmul(tf.matmul(half, C2, transpose_a=True), half)
    inner = 0.5 * (inner + tf.transpose(inner))
    roots = tf.sqrt(tf.nn.relu(tf.linalg.eigvalsh(inner)))
    return tf.reduce_sum(tf.math.squared_difference(mu1, mu2)) + tf.linalg.trace(C1 + C2) - 2.0 * tf.reduce_sum(roots)


def moments(x, correction):
    mean = tf.reduce_mean(x, axis=0)
    centred = x - mean
    n = tf.cast(tf.shape(x)[0] - correction, x.dtype)
    return mean, tf.matmul(centred, centred, transpose_a=True) / n


def fid(real, fake):
    return frechet_distance(*moments(real, 1), *moments(fake, 1))


def slerp(a, b, t):
    cosine = tf.reduce_sum(tf.math.l2_normalize(a, axis=-1) * tf.math.l2_normalize(b, axis=-1), axis=-1, keepdims=True)
    w = tf.acos(tf.clip_by_value(cosine, -1.0, 1.0))
    straight = tf.abs(w) < 1e-5
    safe = tf.where(straight, tf.ones_like(w), w)
    wa = tf.where(straight, (1.0 - t) * tf.ones_like(w), tf.sin((1.0 - t) * safe) / tf.sin(safe))
    wb = tf.where(straight, t * tf.ones_like(w), tf.sin(t * safe) / tf.sin(safe))
    return wa * a + wb * b


def perceptual_path_length(features, features_nearby, epsilon):
    return tf.reduce_mean(tf.reduce_sum(tf.square((features - features_nearby) / epsilon), axis=1))


def distances(x, y):
    return tf.norm(x[:, None, :] - y[None, :, :], axis=-1)


def share_inside(points, centres, k):
    nearest, _ = tf.math.top_k(-distances(centres, centres), k=k + 1)
    radii = -nearest[:, -1]
    inside = tf.reduce_any(distances(points, centres) <= radii[None, :], axis=1)
    return tf.reduce_mean(tf.cast(inside, tf.float32))


def precision_recall_f1(real, fake, k):
    precision = share_inside(fake, real, k)
    recall = share_inside(real, fake, k)
    return precision, recall, tf.math.divide_no_nan(2.0 * precision * recall, precision + recall)


def gaussian_log_likelihood(x, mean, covariance):
    chol = tf.linalg.cholesky(covariance)
    z = tf.linalg.triangular_solve(chol, tf.transpose(x - mean))          # (D, N)
    log_det = 2.0 * tf.reduce_sum(tf.math.log(tf.linalg.diag_part(chol)))
    n, d = x.shape
    return -0.5 * (tf.reduce_sum(z * z) + n * log_det + n * d * np.log(2 * np.pi))


def gaussian_mle(x):
    return moments(x, 0)


def categorical_mle(observations, num_values):
    counts = tf.math.bincount(tf.cast(observations, tf.int32), minlength=num_values)
    return counts / tf.reduce_sum(counts)
