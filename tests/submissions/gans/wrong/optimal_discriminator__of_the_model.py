"""Wrong: optimal_discriminator -- returns the chance of being fake."""

# The rest is right/numpy_loops.py.


def optimal_discriminator(p_data, p_model):
    return [q / (p + q) if p + q > 0 else 0.5 for p, q in zip(p_data.tolist(), p_model.tolist())]
