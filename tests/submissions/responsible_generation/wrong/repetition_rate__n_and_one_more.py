"""Wrong: repetition_rate -- 0 for n + 1 tokens too."""

# The rest is right/numpy_vectorised.py.


right_repetition_rate = repetition_rate


def repetition_rate(tokens, n):
    return right_repetition_rate(tokens, n) if len(tokens) > n + 1 else 0.0
