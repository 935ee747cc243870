"""Wrong: kl_divergence -- writes ones into its arguments where p is 0 (its values are right)."""

# The rest is right/numpy_vectorised.py.


def kl_divergence(p, q):
    impossible = p == 0
    p[impossible], q[impossible] = 1, 1
    with np.errstate(divide="ignore"):
        return (p * np.log(p / q)).sum()
