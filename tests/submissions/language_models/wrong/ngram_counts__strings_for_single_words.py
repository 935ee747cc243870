"""Wrong: ngram_counts -- for n = 1 the keys are words and not tuples."""

# The rest is right/numpy_loops.py.


def ngram_counts(sentences, n):
    counts = {}
    for sentence in sentences:
        words = pad(sentence, n)
        for i in range(len(words) - n + 1):
            key = words[i] if n == 1 else tuple(words[i:i + n])
            counts[key] = counts.get(key, 0) + 1
    return counts
