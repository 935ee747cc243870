"""Wrong: chain_rule -- multiplies the factors in place (its value is right)."""

# The rest is right/numpy_loops.py.


def chain_rule(conditionals):
    for i in range(1, len(conditionals)):
        conditionals[i] = conditionals[i] * conditionals[i - 1]
    return conditionals[-1]
