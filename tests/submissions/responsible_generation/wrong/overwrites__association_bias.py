"""Wrong: association_bias -- brings the vectors to length 1 in place (its values are right)."""

# The rest is right/numpy_vectorised.py.


def association_bias(X, Y, A, B):
    for v in (X, Y, A, B):
        v /= np.linalg.norm(v, axis=1, keepdims=True)
    s = np.vstack([X, Y]) @ (A.mean(0) - B.mean(0))
    return (s[:len(X)].mean() - s[len(X):].mean()) / s.std(ddof=1)
