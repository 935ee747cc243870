"""Wrong: repetition_rate -- divides by zero where the text is too short."""

# The rest is right/numpy_loops.py.


def repetition_rate(tokens, n):
    words = tokens.tolist()
    grams = [tuple(words[i:i + n]) for i in range(len(words) - n + 1)]
    return 1 - len(set(grams)) / len(grams)
