"""Wrong: log_probability -- math.log(0) raises an error."""

# The rest is right/numpy_loops.py.


def log_probability(conditionals):
    return sum(math.log(c) for c in conditionals)
