"""Wrong: categorical_mle -- adds one to every count."""

# The rest is right/numpy_loops.py.


def categorical_mle(observations, num_values):
    counts = [1] * num_values
    for value in observations:
        counts[value] += 1
    return [count / sum(counts) for count in counts]
