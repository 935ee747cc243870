"""Wrong: lda_topic_distribution -- adds beta once to the totals."""

# The rest is right/numpy_vectorised.py.


_pinned = lda_topic_distribution


def lda_topic_distribution(doc_topic, topic_word, topic_total, doc, word, alpha, beta):
    p = (doc_topic[doc] + alpha) * (topic_word[:, word] + beta) / (topic_total + beta)
    return p / p.sum()


def lda_gibbs_sweep(words, docs, topics, num_topics, vocab_size, alpha, beta, u):
    z = topics.copy()
    doc_topic, topic_word = tables(words, docs, z, num_topics, vocab_size)
    for i in range(len(z)):
        doc_topic[docs[i], z[i]] -= 1
        topic_word[z[i], words[i]] -= 1
        z[i] = inverse_cdf(_pinned(doc_topic, topic_word, topic_word.sum(1), docs[i], words[i], alpha, beta), u[i])
        doc_topic[docs[i], z[i]] += 1
        topic_word[z[i], words[i]] += 1
    return z
