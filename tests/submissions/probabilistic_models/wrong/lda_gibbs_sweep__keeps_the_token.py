"""Wrong: lda_gibbs_sweep -- does not take the token out of the counts."""

# The rest is right/numpy_loops.py.


def lda_gibbs_sweep(words, docs, topics, num_topics, vocab_size, alpha, beta, u):
    words, docs, topics = words.tolist(), docs.tolist(), topics.tolist()
    nd, nw, nk = count(words, docs, topics, num_topics, vocab_size)
    for i in range(len(words)):
        w, d, old = words[i], docs[i], topics[i]
        new = draw(lda_topic_distribution(nd, nw, nk, d, w, alpha, beta), u[i])
        for k, step in ((old, -1), (new, 1)):
            nd[d][k] += step
            nw[k][w] += step
            nk[k] += step
        topics[i] = new
    return topics
