"""Wrong: slerp -- takes the straight line as soon as the cosine is above 0.99."""

# The rest is right/numpy_vectorised.py.


def slerp(a, b, t):
    lengths = np.linalg.norm(a, axis=-1, keepdims=True) * np.linalg.norm(b, axis=-1, keepdims=True)
    cosine = (a * b).sum(-1, keepdims=True) / lengths
    w = np.arccos(np.clip(cosine, -1, 0.99))
    arc = (np.sin((1 - t) * w) * a + np.sin(t * w) * b) / np.sin(w)
    return np.where(cosine > 0.99, (1 - t) * a + t * b, arc)
