"""Wrong: log_probability -- logarithms to base 2."""

# The rest is right/numpy_loops.py.


def log_probability(conditionals):
    total = 0.0
    for c in conditionals:
        total += math.log2(c) if c > 0 else -math.inf
    return total
