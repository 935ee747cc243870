"""Probabilistic models in NumPy: matrix products, factors with einsum, no loop where none is needed."""
import numpy as np
from functools import reduce


def naive_bayes_fit(X, y, num_classes, alpha=1.0):
    onehot = np.eye(num_classes)[y]                       # (N, C)
    counts = onehot.T @ X + alpha                         # (C, D)
    with np.errstate(divide="ignore"):
        prior = np.log(onehot.mean(axis=0))
        return prior, np.log(counts) - np.log(counts.sum(axis=1, keepdims=True))


def naive_bayes_joint(X, log_prior, log_likelihood):
    possible = np.isfinite(log_likelihood)
    scores = X @ np.where(possible, log_likelihood, 0.0).T
    hits = X @ (~possible).astype(float).T                # how many impossible words
    return np.where(hits > 0, -np.inf, scores) + log_prior


def naive_bayes_posterior(X, log_prior, log_likelihood):
    joint = naive_bayes_joint(X, log_prior, log_likelihood)
    return np.exp(joint - np.logaddexp.reduce(joint, axis=1, keepdims=True))


def bayes_net_joint(network, assignment):
    return np.prod([
        node["table"][tuple(assignment[n] for n in node["parents"] + [name])]
        for name, node in network.items()
    ])


# variable elimination: a factor is (names, array)

def restrict(factor, evidence):
    names, table = factor
    index = tuple(evidence.get(n, slice(None)) for n in names)
    return [n for n in names if n not in evidence], table[index]


def multiply(one, two):
    names = one[0] + [n for n in two[0] if n not in one[0]]
    letters = {n: chr(97 + i) for i, n in enumerate(names)}
    spell = lambda part: "".join(letters[n] for n in part)
    return names, np.einsum(f"{spell(one[0])},{spell(two[0])}->{spell(names)}", one[1], two[1])


def sum_out(name, factor):
    axis = factor[0].index(name)
    return [n for n in factor[0] if n != name], factor[1].sum(axis=axis)


def bayes_net_query(network, query, evidence):
    factors = [restrict((node["parents"] + [name], node["table"]), evidence) for name, node in network.items()]
    for name in network:
        if name == query or name in evidence:
            continue
        touched = [f for f in factors if name in f[0]]
        factors = [f for f in factors if name not in f[0]]
        factors.append(sum_out(name, reduce(multiply, touched)))
    _, weights = reduce(multiply, factors)
    total = weights.sum()
    if not total > 0:
        raise ValueError("evidence has probability zero")
    return weights / total


def inverse_cdf(p, u):
    i = int((np.cumsum(p) <= u).sum())
    return min(i, int(np.nonzero(p)[0].max()))


def bayes_net_sample(network, order, u):
    sample = {}
    for i, name in enumerate(order):
        node = network[name]
        sample[name] = inverse_cdf(node["table"][tuple(sample[p] for p in node["parents"])], u[i])
    return sample


def ising_energy(spins, coupling, field):
    padded = np.pad(spins, 1)
    neighbours = padded[:-2, 1:-1] + padded[2:, 1:-1] + padded[1:-1, :-2] + padded[1:-1, 2:]
    return -0.5 * coupling * (spins * neighbours).sum() - field * spins.sum()


def ising_log_partition(rows, cols, coupling, field):
    n = rows * cols
    grids = 1 - 2 * ((np.arange(2 ** n)[:, None] >> np.arange(n)) & 1).reshape(-1, rows, cols)
    pairs = (grids[:, 1:] * grids[:, :-1]).sum((1, 2)) + (grids[:, :, 1:] * grids[:, :, :-1]).sum((1, 2))
    return np.logaddexp.reduce(coupling * pairs + field * grids.sum((1, 2)))


def gibbs_sweep(spins, coupling, field, u):
    s = np.pad(spins, 1)                                  # zeros outside: free boundary
    for i in range(1, s.shape[0] - 1):
        for j in range(1, s.shape[1] - 1):
            nb = s[i - 1, j] + s[i + 1, j] + s[i, j - 1] + s[i, j + 1]
            s[i, j] = np.where(u[i - 1, j - 1] < 1 / (1 + np.exp(-2 * (coupling * nb + field))), 1, -1)
    return s[1:-1, 1:-1]


def icm_denoise(noisy, coupling, data_weight, sweeps):
    s = np.pad(noisy, 1)
    for _ in range(sweeps):
        for i in range(1, s.shape[0] - 1):
            for j in range(1, s.shape[1] - 1):
                h = coupling * (s[i - 1, j] + s[i + 1, j] + s[i, j - 1] + s[i, j + 1]) + data_weight * noisy[i - 1, j - 1]
                s[i, j] = np.sign(h) or s[i, j]
    return s[1:-1, 1:-1]


def lda_topic_distribution(doc_topic, topic_word, topic_total, doc, word, alpha, beta):
    theta = (doc_topic[doc] + alpha) / (doc_topic[doc] + alpha).sum()
    phi = (topic_word[:, word] + beta) / (topic_total + topic_word.shape[1] * beta)
    return theta * phi / (theta @ phi)


def tables(words, docs, topics, K, V):
    doc_topic = np.zeros((docs.max() + 1, K))
    topic_word = np.zeros((K, V))
    np.add.at(doc_topic, (docs, topics), 1)
    np.add.at(topic_word, (topics, words), 1)
    return doc_topic, topic_word


def lda_gibbs_sweep(words, docs, topics, num_topics, vocab_size, alpha, beta, u):
    z = topics.copy()
    doc_topic, topic_word = tables(words, docs, z, num_topics, vocab_size)
    for i in range(len(z)):
        doc_topic[docs[i], z[i]] -= 1
        topic_word[z[i], words[i]] -= 1
        p = lda_topic_distribution(doc_topic, topic_word, topic_word.sum(1), docs[i], words[i], alpha, beta)
        z[i] = inverse_cdf(p, u[i])
        doc_topic[docs[i], z[i]] += 1
        topic_word[z[i], words[i]] += 1
    return z


def lda_estimates(words, docs, topics, num_topics, vocab_size, alpha, beta):
    doc_topic, topic_word = tables(words, docs, topics, num_topics, vocab_size)
    theta = doc_topic + alpha
    phi = topic_word + beta
    return theta / theta.sum(1, keepdims=True), phi / phi.sum(1, keepdims=True)


def lda_log_likelihood(words, docs, theta, phi):
    with np.errstate(divide="ignore"):
        return np.log((theta @ phi)[docs, words]).sum()
