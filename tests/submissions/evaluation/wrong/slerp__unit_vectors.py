"""Wrong: slerp -- mixes the unit vectors."""

# The rest is right/numpy_vectorised.py.


def slerp(a, b, t):
    a = a / np.linalg.norm(a, axis=-1, keepdims=True)
    b = b / np.linalg.norm(b, axis=-1, keepdims=True)
    w = np.arccos(np.clip((a * b).sum(axis=-1, keepdims=True), -1, 1))
    s = np.sin(w)
    arc = (np.sin((1 - t) * w) * a + np.sin(t * w) * b) / np.where(s == 0, 1, s)
    return np.where(s == 0, (1 - t) * a + t * b, arc)
