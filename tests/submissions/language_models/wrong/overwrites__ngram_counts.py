"""Wrong: ngram_counts -- pads the sentences that it is given (its values are right)."""

# The rest is right/numpy_loops.py.


def ngram_counts(sentences, n):
    counts = {}
    for words in sentences:
        for _ in range(n - 1):
            words.insert(0, "<s>")
        words.append("</s>")
        for i in range(len(words) - n + 1):
            key = tuple(words[i:i + n])
            counts[key] = counts.get(key, 0) + 1
    return counts
