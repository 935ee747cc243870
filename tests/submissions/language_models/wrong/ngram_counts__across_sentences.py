"""Wrong: ngram_counts -- puts all sentences into one row of words."""

# The rest is right/numpy_vectorised.py.


def ngram_counts(sentences, n):
    words = []
    for sentence in sentences:
        words += ["<s>"] * (n - 1) + list(sentence) + ["</s>"]
    counts = {}
    for i in range(len(words) - n + 1):
        key = tuple(words[i:i + n])
        counts[key] = counts.get(key, 0) + 1
    return counts
