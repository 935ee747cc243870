"""Wrong: minimax_value -- takes SciPy's distance, which is the root of the divergence."""

# The rest is right/numpy_vectorised.py.


def minimax_value(p_data, p_model):
    m = (p_data + p_model) / 2
    distance = np.sqrt(0.5 * _kl(p_data, m) + 0.5 * _kl(p_model, m))
    return 2 * distance - np.log(4)
