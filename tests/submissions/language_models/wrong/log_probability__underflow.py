"""Wrong: log_probability -- multiplies first."""

# The rest is right/torch_idiom.py.


def log_probability(conditionals):
    return conditionals.prod().log()
