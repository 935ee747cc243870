"""Wrong: chain_rule -- adds the probabilities."""

# The rest is right/numpy_loops.py.


def chain_rule(conditionals):
    total = 0
    for c in conditionals:
        total += c
    return total
