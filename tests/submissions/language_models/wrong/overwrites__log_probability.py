"""Wrong: log_probability -- writes the logarithms over the probabilities (its value is right)."""

# The rest is right/torch_idiom.py.


def log_probability(conditionals):
    return conditionals.log_().sum()
