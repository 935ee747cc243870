"""Wrong: entropy -- writes ones over the zeros of its argument (its values are right)."""

# The rest is right/numpy_vectorised.py.


def entropy(p):
    p[p == 0] = 1
    return -(p * np.log(p)).sum()
