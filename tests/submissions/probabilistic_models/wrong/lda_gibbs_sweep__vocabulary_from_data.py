"""Wrong: lda_gibbs_sweep -- takes V from the words that occur."""

# The rest is right/numpy_loops.py.


def lda_gibbs_sweep(words, docs, topics, num_topics, vocab_size, alpha, beta, u):
    words, docs, topics = words.tolist(), docs.tolist(), topics.tolist()
    nd, nw, nk = count(words, docs, topics, num_topics, max(words) + 1)
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
