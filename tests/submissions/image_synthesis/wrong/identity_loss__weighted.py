"""Wrong: identity_loss -- multiplies by 0.5, the share of lambda."""

# The rest is right/numpy_vectorised.py.


def identity_loss(x, f_x, y, g_y):
    return 0.5 * (np.abs(f_x - x).mean() + np.abs(g_y - y).mean())
