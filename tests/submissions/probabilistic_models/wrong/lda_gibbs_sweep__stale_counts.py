"""Wrong: lda_gibbs_sweep -- counts once, before the sweep."""

# The rest is right/tensorflow_idiom.py.


def lda_gibbs_sweep(words, docs, topics, num_topics, vocab_size, alpha, beta, u):
    doc_topic, topic_word = (t.numpy() for t in counts(words, docs, topics, num_topics, vocab_size))
    words, docs, old, u = words.numpy(), docs.numpy(), topics.numpy(), u.numpy()
    new = old.copy()
    for i in range(len(new)):
        doc_topic[docs[i], old[i]] -= 1
        topic_word[old[i], words[i]] -= 1
        p = lda_topic_distribution(doc_topic, topic_word, topic_word.sum(axis=1), int(docs[i]), int(words[i]), alpha, beta)
        new[i] = int(choose(p, u[i]))
        doc_topic[docs[i], old[i]] += 1
        topic_word[old[i], words[i]] += 1
    return tf.constant(new)
