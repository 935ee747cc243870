"""Wrong: lda_gibbs_sweep -- writes the new topics over the old ones (its values are right)."""

# The rest is right/numpy_vectorised.py.


_fresh = lda_gibbs_sweep


def lda_gibbs_sweep(words, docs, topics, num_topics, vocab_size, alpha, beta, u):
    topics[:] = _fresh(words, docs, topics, num_topics, vocab_size, alpha, beta, u)
    return topics
