"""Wrong: lda_estimates -- leaves the priors out."""

# The rest is right/torch_idiom.py.


def lda_estimates(words, docs, topics, num_topics, vocab_size, alpha, beta):
    doc_topic, topic_word = _count(words, docs, topics, num_topics, vocab_size)
    return doc_topic / doc_topic.sum(1, keepdim=True), topic_word / topic_word.sum(1, keepdim=True)
