"""Wrong: slerp -- one pair of one direction makes the whole batch straight."""

# The rest is right/numpy_vectorised.py.


def slerp(a, b, t):
    lengths = np.linalg.norm(a, axis=-1, keepdims=True) * np.linalg.norm(b, axis=-1, keepdims=True)
    w = np.arccos(np.clip((a * b).sum(-1, keepdims=True) / lengths, -1, 1))
    if np.any(w < 1e-7):
        return (1 - t) * a + t * b
    return (np.sin((1 - t) * w) * a + np.sin(t * w) * b) / np.sin(w)
