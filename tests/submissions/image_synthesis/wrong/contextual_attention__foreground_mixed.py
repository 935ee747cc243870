"""Wrong: contextual_attention -- takes the known pixels from the foreground, not from the background."""

# The rest is right/numpy_vectorised.py.


def contextual_attention(foreground, background, mask, scale=10.0):
    out = foreground.copy()
    hole, known = foreground[mask], foreground[~mask]
    cosines = (hole @ known.T) / (np.linalg.norm(hole, axis=1)[:, None] * np.linalg.norm(known, axis=1))
    weights = np.exp(scale * cosines - np.max(scale * cosines, axis=1, keepdims=True))
    out[mask] = weights @ known / weights.sum(axis=1, keepdims=True)
    return out
