"""Wrong: lda_estimates -- takes V from the words that occur."""

# The rest is right/numpy_loops.py.


def lda_estimates(words, docs, topics, num_topics, vocab_size, alpha, beta):
    V = int(words.max()) + 1
    nd, nw, nk = count(words.tolist(), docs.tolist(), topics.tolist(), num_topics, V)
    theta = [[(c + alpha) / (sum(row) + num_topics * alpha) for c in row] for row in nd]
    phi = [[(c + beta) / (sum(row) + V * beta) for c in row] for row in nw]
    return theta, phi
