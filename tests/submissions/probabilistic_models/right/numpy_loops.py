"""Assignment "Probabilistic generative models". Plain loops, only a little numpy."""
import itertools
import math

import numpy as np


def ln(x):
    return math.log(x) if x > 0 else -math.inf


# ------------------------------------------------------------ naive Bayes

def naive_bayes_fit(X, y, num_classes, alpha=1.0):
    n, d = X.shape
    log_prior = []
    log_likelihood = []
    for c in range(num_classes):
        docs = [i for i in range(n) if y[i] == c]
        log_prior.append(ln(len(docs) / n))
        counts = [sum(float(X[i, w]) for i in docs) for w in range(d)]
        total = sum(counts) + alpha * d
        log_likelihood.append([ln((count + alpha) / total) for count in counts])
    return np.array(log_prior), np.array(log_likelihood)


def naive_bayes_joint(X, log_prior, log_likelihood):
    answer = []
    for x in X:
        row = []
        for c in range(len(log_prior)):
            score = float(log_prior[c])
            for w, count in enumerate(x):
                if count:
                    score += count * log_likelihood[c, w]
            row.append(score)
        answer.append(row)
    return np.array(answer)


def naive_bayes_posterior(X, log_prior, log_likelihood):
    answer = []
    for scores in naive_bayes_joint(X, log_prior, log_likelihood).tolist():
        best = max(scores)
        weights = [math.exp(score - best) for score in scores]
        answer.append([weight / sum(weights) for weight in weights])
    return answer


# ------------------------------------------------------------ Bayesian networks

def probability(network, name, values):
    cell = network[name]["table"]
    for parent in network[name]["parents"]:
        cell = cell[values[parent]]
    return float(cell[values[name]])


def bayes_net_joint(network, assignment):
    p = 1.0
    for name in network:
        p *= probability(network, name, assignment)
    return p


def topological(network):
    order = []
    while len(order) < len(network):
        for name in network:
            if name not in order and all(parent in order for parent in network[name]["parents"]):
                order.append(name)
    return order


def enumerate_all(network, names, values):
    """Russell and Norvig's ENUMERATE-ALL."""
    if not names:
        return 1.0
    first, rest = names[0], names[1:]
    if first in values:
        return probability(network, first, values) * enumerate_all(network, rest, values)
    total = 0.0
    for value in range(network[first]["table"].shape[-1]):
        extended = dict(values)
        extended[first] = value
        total += probability(network, first, extended) * enumerate_all(network, rest, extended)
    return total


def bayes_net_query(network, query, evidence):
    names = topological(network)
    weights = []
    for value in range(network[query]["table"].shape[-1]):
        values = dict(evidence)
        values[query] = value
        weights.append(enumerate_all(network, names, values))
    total = sum(weights)
    if total == 0:
        raise ValueError("this evidence cannot be observed")
    return [weight / total for weight in weights]


def draw(p, u):
    total = 0.0
    last = 0
    for i, q in enumerate(p):
        total += float(q)
        if total > u:
            return i
        if q > 0:
            last = i
    return last


def bayes_net_sample(network, order, u):
    values = {}
    for name, number in zip(order, u):
        row = network[name]["table"]
        for parent in network[name]["parents"]:
            row = row[values[parent]]
        values[name] = draw(row, number)
    return values


# ------------------------------------------------------------ Ising

def ising_energy(spins, coupling, field):
    rows, cols = len(spins), len(spins[0])
    energy = 0.0
    for i in range(rows):
        for j in range(cols):
            energy -= field * spins[i][j]
            if i + 1 < rows:
                energy -= coupling * spins[i][j] * spins[i + 1][j]
            if j + 1 < cols:
                energy -= coupling * spins[i][j] * spins[i][j + 1]
    return float(energy)


def ising_log_partition(rows, cols, coupling, field):
    n = rows * cols
    right = [i for i in range(n) if i % cols != cols - 1]
    down = range(n - cols)
    total = 0.0
    for s in itertools.product((-1, 1), repeat=n):
        agree = 0
        for i in right:
            agree += s[i] * s[i + 1]
        for i in down:
            agree += s[i] * s[i + cols]
        total += math.exp(coupling * agree + field * sum(s))
    return math.log(total)


def around(grid, i, j):
    total = 0
    if i > 0:
        total += grid[i - 1][j]
    if j > 0:
        total += grid[i][j - 1]
    if i < len(grid) - 1:
        total += grid[i + 1][j]
    if j < len(grid[0]) - 1:
        total += grid[i][j + 1]
    return total


def gibbs_sweep(spins, coupling, field, u):
    grid = spins.tolist()
    for i in range(len(grid)):
        for j in range(len(grid[0])):
            p = 1 / (1 + math.exp(-2 * (coupling * around(grid, i, j) + field)))
            grid[i][j] = 1 if u[i, j] < p else -1
    return grid


def icm_denoise(noisy, coupling, data_weight, sweeps):
    grid = noisy.tolist()
    for _ in range(sweeps):
        for i in range(len(grid)):
            for j in range(len(grid[0])):
                h = coupling * around(grid, i, j) + data_weight * float(noisy[i, j])
                if h > 0:
                    grid[i][j] = 1.0
                elif h < 0:
                    grid[i][j] = -1.0
    return np.array(grid)


# ------------------------------------------------------------ LDA

def lda_topic_distribution(doc_topic, topic_word, topic_total, doc, word, alpha, beta):
    V = len(topic_word[0])
    weights = []
    for k in range(len(topic_total)):
        weights.append((doc_topic[doc][k] + alpha) * (topic_word[k][word] + beta) / (topic_total[k] + V * beta))
    return [w / sum(weights) for w in weights]


def count(words, docs, topics, K, V):
    nd = [[0] * K for _ in range(max(docs) + 1)]
    nw = [[0] * V for _ in range(K)]
    for w, d, k in zip(words, docs, topics):
        nd[d][k] += 1
        nw[k][w] += 1
    return nd, nw, [sum(row) for row in nw]


def lda_gibbs_sweep(words, docs, topics, num_topics, vocab_size, alpha, beta, u):
    words, docs, topics = words.tolist(), docs.tolist(), topics.tolist()
    nd, nw, nk = count(words, docs, topics, num_topics, vocab_size)
    for i in range(len(words)):
        w, d, k = words[i], docs[i], topics[i]
        nd[d][k] -= 1
        nw[k][w] -= 1
        nk[k] -= 1
        k = draw(lda_topic_distribution(nd, nw, nk, d, w, alpha, beta), u[i])
        nd[d][k] += 1
        nw[k][w] += 1
        nk[k] += 1
        topics[i] = k
    return topics


def lda_estimates(words, docs, topics, num_topics, vocab_size, alpha, beta):
    nd, nw, nk = count(words.tolist(), docs.tolist(), topics.tolist(), num_topics, vocab_size)
    theta = [[(c + alpha) / (sum(row) + num_topics * alpha) for c in row] for row in nd]
    phi = [[(c + beta) / (sum(row) + vocab_size * beta) for c in row] for row in nw]
    return theta, phi


def lda_log_likelihood(words, docs, theta, phi):
    total = 0.0
    for w, d in zip(words, docs):
        total += ln(sum(theta[d, k] * phi[k, w] for k in range(len(phi))))
    return total
