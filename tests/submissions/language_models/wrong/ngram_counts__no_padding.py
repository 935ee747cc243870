"""Wrong: ngram_counts -- puts no "<s>" before the sentences."""

# The rest is right/numpy_loops.py.


def ngram_counts(sentences, n):
    counts = {}
    for sentence in sentences:
        words = list(sentence) + ["</s>"]
        for i in range(len(words) - n + 1):
            key = tuple(words[i:i + n])
            counts[key] = counts.get(key, 0) + 1
    return counts
