"""Wrong: minimax_value -- multiplies 0 by log 0."""

# The rest is right/torch_idiom.py.


def minimax_value(p_data, p_model):
    best = optimal_discriminator(p_data, p_model)
    return (p_data * best.log() + p_model * (1 - best).log()).sum()
