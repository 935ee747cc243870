"""Responsible generation in TensorFlow."""
import tensorflow as tf

FRAMEWORK = "tensorflow"


def pairwise(a, b):
    return tf.norm(a[:, None, :] - b[None, :, :], axis=-1)


def share(mask):
    return tf.reduce_mean(tf.cast(mask, tf.float32))


def duplicate_rate(X, tolerance):
    near = pairwise(X, X) <= tolerance
    lower = tf.linalg.band_part(tf.cast(near, tf.float32), -1, 0)      # with the diagonal
    lower = lower - tf.linalg.diag(tf.linalg.diag_part(lower))          # without it
    return share(tf.reduce_max(lower, axis=1) > 0)


def memorisation_rate(generated, training, threshold):
    return share(tf.reduce_min(pairwise(generated, training), axis=1) <= threshold)


def radii(points, k):
    negative, _ = tf.math.top_k(-pairwise(points, points), k=k + 1)
    return -negative[:, -1]


def quality_diversity(real, samples, k):
    precisions, recalls = [], []
    for fake in samples:
        d = pairwise(real, fake)
        precisions.append(share(tf.reduce_any(d <= radii(real, k)[:, None], axis=0)))
        recalls.append(share(tf.reduce_any(d <= radii(fake, k)[None, :], axis=1)))
    return tf.stack(precisions), tf.stack(recalls)


def repetition_rate(tokens, n):
    ids = [int(t) for t in tokens]
    grams = list(zip(*[ids[i:] for i in range(n)]))
    return 1.0 - len(set(grams)) / len(grams) if grams else 0.0


def attention_rollout(attentions):
    eye = tf.eye(attentions.shape[-1])
    mixed = 0.5 * tf.reduce_mean(attentions, axis=1) + 0.5 * eye
    mixed = mixed / tf.reduce_sum(mixed, axis=-1, keepdims=True)
    out = eye
    for a in tf.unstack(mixed):
        out = a @ out
    return out


def saliency(x, W, b, label):
    x = tf.Variable(x)
    with tf.GradientTape() as tape:
        logits = tf.linalg.matvec(W, x, transpose_a=True) + b
        logp = tf.nn.log_softmax(logits)[label]
    return tf.abs(tape.gradient(logp, x))


def association_bias(X, Y, A, B):
    def s(W):
        W, a, b = (tf.math.l2_normalize(t, axis=1) for t in (W, A, B))
        return tf.reduce_mean(W @ tf.transpose(a), axis=1) - tf.reduce_mean(W @ tf.transpose(b), axis=1)

    sx, sy = s(X), s(Y)
    both = tf.concat([sx, sy], 0)
    n = tf.cast(tf.size(both), tf.float32)
    std = tf.math.reduce_std(both) * tf.sqrt(n / (n - 1))
    return (tf.reduce_mean(sx) - tf.reduce_mean(sy)) / std


def expected_calibration_error(probabilities, labels, bins):
    conf = tf.reduce_max(probabilities, axis=1)
    correct = tf.cast(tf.argmax(probabilities, axis=1) == labels, tf.float32)
    index = tf.cast(tf.math.ceil(conf * bins), tf.int32) - 1
    gap = tf.math.unsorted_segment_sum(correct - conf, index, bins)
    return tf.reduce_sum(tf.abs(gap)) / tf.cast(tf.size(conf), tf.float32)


def private_gradient(per_example, clip, sigma, noise):
    rows = tf.clip_by_norm(per_example, clip, axes=[1])
    return (tf.reduce_sum(rows, axis=0) + sigma * clip * noise) / float(per_example.shape[0])
