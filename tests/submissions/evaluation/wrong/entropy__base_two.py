"""Wrong: entropy -- takes logarithms to base 2."""

# The rest is right/numpy_loops.py.


def entropy(p):
    total = 0.0
    for value in p:
        if value > 0:
            total -= value * math.log2(value)
    return total


def inception_score(p_yx):
    p_y = sum(p_yx) / len(p_yx)
    return math.exp(sum(kl_divergence(row, p_y) for row in p_yx) / len(p_yx))
