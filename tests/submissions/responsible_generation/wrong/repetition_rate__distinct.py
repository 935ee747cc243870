"""Wrong: repetition_rate -- returns the share of distinct n-grams."""

# The rest is right/numpy_loops.py.


def repetition_rate(tokens, n):
    words = tokens.tolist()
    grams = [tuple(words[i:i + n]) for i in range(len(words) - n + 1)]
    return len(set(grams)) / len(grams) if grams else 0.0
