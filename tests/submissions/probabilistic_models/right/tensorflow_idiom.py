"""Probabilistic models in TensorFlow 2."""
import itertools

import numpy as np
import tensorflow as tf

FRAMEWORK = "tensorflow"


def naive_bayes_fit(X, y, num_classes, alpha=1.0):
    X = tf.cast(X, tf.float32)
    counts = tf.math.unsorted_segment_sum(X, y, num_classes) + alpha
    documents = tf.math.bincount(tf.cast(y, tf.int32), minlength=num_classes, maxlength=num_classes, dtype=tf.float32)
    prior = documents / tf.cast(tf.shape(X)[0], tf.float32)
    return tf.math.log(prior), tf.math.log(counts / tf.reduce_sum(counts, axis=1, keepdims=True))


def naive_bayes_joint(X, log_prior, log_likelihood):
    # multiply_no_nan(x, y) is 0 where y is 0, even if x is infinite
    X = tf.cast(X, log_likelihood.dtype)
    words = tf.math.multiply_no_nan(log_likelihood[None, :, :], tf.broadcast_to(X[:, None, :], (X.shape[0], *log_likelihood.shape)))
    return log_prior + tf.reduce_sum(words, axis=2)


def naive_bayes_posterior(X, log_prior, log_likelihood):
    return tf.nn.softmax(naive_bayes_joint(X, log_prior, log_likelihood), axis=1)


def entry(node, name, values):
    return tf.gather_nd(node["table"], [values[n] for n in [*node["parents"], name]])


def bayes_net_joint(network, assignment):
    return tf.reduce_prod(tf.stack([entry(node, name, assignment) for name, node in network.items()]))


def bayes_net_query(network, query, evidence):
    tables = {name: node["table"].numpy() for name, node in network.items()}
    hidden = [n for n in network if n != query and n not in evidence]
    weights = np.zeros(tables[query].shape[-1])
    for v in range(len(weights)):
        for rest in itertools.product(*[range(tables[n].shape[-1]) for n in hidden]):
            values = {**evidence, query: v, **dict(zip(hidden, rest))}
            weights[v] += np.prod([
                tables[name][tuple(values[p] for p in node["parents"]) + (values[name],)] for name, node in network.items()
            ])
    if weights.sum() <= 0:
        raise ValueError("the evidence is impossible")
    return tf.constant(weights / weights.sum())


def choose(p, u):
    above = tf.where(tf.cumsum(p) > u)
    return above[0, 0] if len(above) else tf.where(p > 0)[-1, 0]


def bayes_net_sample(network, order, u):
    values = {}
    for i, name in enumerate(order):
        row = network[name]["table"]
        for parent in network[name]["parents"]:
            row = row[values[parent]]
        values[name] = choose(row, u[i])
    return {name: int(value) for name, value in values.items()}


def ising_energy(spins, coupling, field):
    s = tf.cast(spins, tf.float32)
    pairs = tf.reduce_sum(s[1:] * s[:-1]) + tf.reduce_sum(s[:, 1:] * s[:, :-1])
    return -coupling * pairs - field * tf.reduce_sum(s)


def ising_log_partition(rows, cols, coupling, field):
    n = rows * cols
    bits = tf.bitwise.bitwise_and(tf.bitwise.right_shift(tf.range(2 ** n)[:, None], tf.range(n)[None, :]), 1)
    s = tf.reshape(2.0 * tf.cast(bits, tf.float32) - 1.0, (-1, rows, cols))
    pairs = tf.reduce_sum(s[:, 1:] * s[:, :-1], axis=[1, 2]) + tf.reduce_sum(s[:, :, 1:] * s[:, :, :-1], axis=[1, 2])
    return tf.reduce_logsumexp(coupling * pairs + field * tf.reduce_sum(s, axis=[1, 2]))


def neighbour_sum(grid, i, j):
    total = 0.0
    for a, b in ((i - 1, j), (i + 1, j), (i, j - 1), (i, j + 1)):
        if 0 <= a < grid.shape[0] and 0 <= b < grid.shape[1]:
            total += grid[a, b]
    return total


def gibbs_sweep(spins, coupling, field, u):
    grid = tf.Variable(tf.cast(spins, tf.float32))
    for i in range(grid.shape[0]):
        for j in range(grid.shape[1]):
            p = tf.sigmoid(2.0 * (coupling * neighbour_sum(grid, i, j) + field))
            grid[i, j].assign(tf.where(u[i, j] < p, 1.0, -1.0))
    return grid


def icm_denoise(noisy, coupling, data_weight, sweeps):
    noisy = tf.cast(noisy, tf.float32)
    grid = noisy
    for _ in range(sweeps):
        for i in range(noisy.shape[0]):
            for j in range(noisy.shape[1]):
                h = coupling * neighbour_sum(grid, i, j) + data_weight * noisy[i, j]
                new = tf.where(h > 0, 1.0, tf.where(h < 0, -1.0, grid[i, j]))
                grid = tf.tensor_scatter_nd_update(grid, [[i, j]], [new])
    return grid


def lda_topic_distribution(doc_topic, topic_word, topic_total, doc, word, alpha, beta):
    doc_topic, topic_word, topic_total = (tf.cast(t, tf.float32) for t in (doc_topic, topic_word, topic_total))
    vocabulary = topic_word.shape[1]
    weights = (doc_topic[doc] + alpha) * (topic_word[:, word] + beta) / (topic_total + vocabulary * beta)
    return weights / tf.reduce_sum(weights)


def counts(words, docs, topics, K, V):
    M = int(tf.reduce_max(docs)) + 1
    doc_topic = tf.math.unsorted_segment_sum(tf.one_hot(topics, K), docs, M)
    topic_word = tf.math.unsorted_segment_sum(tf.one_hot(words, V), topics, K)
    return doc_topic, topic_word


def lda_gibbs_sweep(words, docs, topics, num_topics, vocab_size, alpha, beta, u):
    doc_topic, topic_word = (t.numpy() for t in counts(words, docs, topics, num_topics, vocab_size))
    words, docs, new, u = words.numpy(), docs.numpy(), topics.numpy().copy(), u.numpy()
    for i in range(len(new)):
        doc_topic[docs[i], new[i]] -= 1
        topic_word[new[i], words[i]] -= 1
        p = lda_topic_distribution(doc_topic, topic_word, topic_word.sum(axis=1), int(docs[i]), int(words[i]), alpha, beta)
        new[i] = int(choose(p, u[i]))
        doc_topic[docs[i], new[i]] += 1
        topic_word[new[i], words[i]] += 1
    return tf.constant(new)


def lda_estimates(words, docs, topics, num_topics, vocab_size, alpha, beta):
    doc_topic, topic_word = counts(words, docs, topics, num_topics, vocab_size)
    theta = (doc_topic + alpha) / (tf.reduce_sum(doc_topic, axis=1, keepdims=True) + num_topics * alpha)
    phi = (topic_word + beta) / (tf.reduce_sum(topic_word, axis=1, keepdims=True) + vocab_size * beta)
    return theta, phi


def lda_log_likelihood(words, docs, theta, phi):
    p = tf.gather_nd(theta @ phi, tf.stack([docs, words], axis=1))
    return tf.reduce_sum(tf.math.log(p))
