"""Wrong: association_bias -- divides by n in the standard deviation."""

# The rest is right/numpy_vectorised.py.


def association_bias(X, Y, A, B):
    n = lambda v: v / np.sqrt((v ** 2).sum(-1, keepdims=True))
    W = np.vstack([X, Y])
    s = n(W) @ (n(A).mean(0) - n(B).mean(0))
    m = len(X)
    return (s[:m].mean() - s[m:].mean()) / s.std()
