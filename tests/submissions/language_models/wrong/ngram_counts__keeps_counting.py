"""Wrong: ngram_counts -- the dict of counts is a default argument, and is never emptied."""

# The rest is right/numpy_loops.py.


def ngram_counts(sentences, n, counts={}):
    for sentence in sentences:
        words = pad(sentence, n)
        for i in range(len(words) - n + 1):
            key = tuple(words[i:i + n])
            counts[key] = counts.get(key, 0) + 1
    return dict(counts)
