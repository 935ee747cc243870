"""Probabilistic models in PyTorch."""
import torch
import torch.nn.functional as F

FRAMEWORK = "torch"


@torch.no_grad()
def naive_bayes_fit(X, y, num_classes, alpha=1.0):
    member = F.one_hot(y, num_classes).to(torch.float32)            # (N, C)
    counts = member.T @ X.to(torch.float32) + alpha
    log_likelihood = torch.log(counts / counts.sum(dim=1, keepdim=True))
    return torch.log(member.mean(dim=0)), log_likelihood


def naive_bayes_joint(X, log_prior, log_likelihood):
    X = X.to(log_likelihood.dtype)
    terms = X[:, None, :] * log_likelihood[None]                     # (N, C, D)
    terms = torch.where(X[:, None, :] == 0, torch.zeros_like(terms), terms)
    return terms.sum(dim=-1) + log_prior


def naive_bayes_posterior(X, log_prior, log_likelihood):
    return F.softmax(naive_bayes_joint(X, log_prior, log_likelihood), dim=-1)


def _row(network, name, values):
    row = network[name]["table"]
    for parent in network[name]["parents"]:
        row = row[values[parent]]
    return row


def bayes_net_joint(network, assignment):
    p = torch.ones(())
    for name in network:
        p = p * _row(network, name, assignment)[assignment[name]].cpu()
    return p


def bayes_net_query(network, query, evidence):
    # the whole joint as one tensor, an axis for every variable
    names = list(network)
    sizes = [network[n]["table"].shape[-1] for n in names]
    joint = torch.ones(sizes, device=network[query]["table"].device)
    for name in names:
        own = network[name]["parents"] + [name]
        table = network[name]["table"]
        order = sorted(range(len(own)), key=lambda a: names.index(own[a]))
        shape = [sizes[k] if n in own else 1 for k, n in enumerate(names)]
        joint = joint * table.permute(order).reshape(shape)
    index = tuple(evidence[n] if n in evidence else slice(None) for n in names)
    left = [n for n in names if n not in evidence]
    joint = joint[index]
    others = [k for k, n in enumerate(left) if n != query]
    weights = joint.sum(dim=others) if others else joint
    if weights.sum() == 0:
        raise ValueError("impossible evidence")
    return weights / weights.sum()


def _draw(p, u):
    above = torch.nonzero(torch.cumsum(p, dim=0) > u)
    return int(above[0]) if len(above) else int(torch.nonzero(p)[-1])


def bayes_net_sample(network, order, u):
    values = {}
    for name, number in zip(order, u):
        values[name] = torch.tensor(_draw(_row(network, name, values), number))
    return values


_KERNEL = torch.tensor([[0.0, 1.0, 0.0], [1.0, 0.0, 1.0], [0.0, 1.0, 0.0]])


def ising_energy(spins, coupling, field):
    s = spins.to(torch.float32)
    neighbours = F.conv2d(s[None, None], _KERNEL.to(s.device)[None, None], padding=1)[0, 0]
    return -coupling * (s * neighbours).sum() / 2 - field * s.sum()


def ising_log_partition(rows, cols, coupling, field):
    # transfer matrix over the shorter side
    rows, cols = max(rows, cols), min(rows, cols)
    bits = torch.arange(2 ** cols)[:, None].bitwise_right_shift(torch.arange(cols)).bitwise_and(1)
    row = 2.0 * bits.double() - 1.0
    inside = coupling * (row[:, 1:] * row[:, :-1]).sum(1) + field * row.sum(1)
    step = coupling * row @ row.T + inside
    log_z = inside
    for _ in range(rows - 1):
        log_z = torch.logsumexp(log_z[:, None] + step, dim=0)
    return torch.logsumexp(log_z, dim=0)


def _around(grid, i, j):
    padded = F.pad(grid, (1, 1, 1, 1))
    return padded[i, j + 1] + padded[i + 2, j + 1] + padded[i + 1, j] + padded[i + 1, j + 2]


def gibbs_sweep(spins, coupling, field, u):
    grid = spins.clone()
    for i in range(grid.shape[0]):
        for j in range(grid.shape[1]):
            p = torch.sigmoid(2 * (coupling * _around(grid, i, j) + field))
            grid[i, j] = 1.0 if u[i, j] < p else -1.0
    return grid


def icm_denoise(noisy, coupling, data_weight, sweeps):
    grid = noisy.clone()
    for _ in range(sweeps):
        for i in range(grid.shape[0]):
            for j in range(grid.shape[1]):
                h = coupling * _around(grid, i, j) + data_weight * noisy[i, j]
                if h != 0:
                    grid[i, j] = torch.sign(h)
    return grid


def lda_topic_distribution(doc_topic, topic_word, topic_total, doc, word, alpha, beta):
    V = topic_word.shape[1]
    log_p = torch.log(doc_topic[doc] + alpha) + torch.log(topic_word[:, word] + beta) - torch.log(topic_total + V * beta)
    return torch.softmax(log_p, dim=0)


def _count(words, docs, topics, K, V):
    M = int(docs.max()) + 1
    doc_topic = torch.bincount(docs * K + topics, minlength=M * K).reshape(M, K).float()
    topic_word = torch.bincount(topics * V + words, minlength=K * V).reshape(K, V).float()
    return doc_topic, topic_word


def lda_gibbs_sweep(words, docs, topics, num_topics, vocab_size, alpha, beta, u):
    topics = topics.clone()
    for i in range(len(words)):
        keep = torch.arange(len(words), device=words.device) != i
        # count anew without token i: slow, but hard to get wrong
        doc_topic, topic_word = _count(words[keep], docs[keep], topics[keep], num_topics, vocab_size)
        if len(doc_topic) <= docs[i]:
            doc_topic = torch.cat([doc_topic, doc_topic.new_zeros(int(docs[i]) + 1 - len(doc_topic), num_topics)])
        p = lda_topic_distribution(doc_topic, topic_word, topic_word.sum(1), docs[i], words[i], alpha, beta)
        topics[i] = _draw(p, u[i])
    return topics


def lda_estimates(words, docs, topics, num_topics, vocab_size, alpha, beta):
    doc_topic, topic_word = _count(words, docs, topics, num_topics, vocab_size)
    return F.normalize(doc_topic + alpha, p=1, dim=1), F.normalize(topic_word + beta, p=1, dim=1)


def lda_log_likelihood(words, docs, theta, phi):
    return torch.einsum("nk,kn->n", theta[docs], phi[:, words]).log().sum()
