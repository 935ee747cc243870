"""Wrong: repetition_rate -- puts tensors into a set, where each one is different from all others."""

# The rest is right/torch_idiom.py.


def repetition_rate(tokens, n):
    grams = [tuple(tokens[i:i + n]) for i in range(len(tokens) - n + 1)]
    return 1 - len(set(grams)) / len(grams) if grams else 0.0
