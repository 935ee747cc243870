"""Wrong: contextual_attention -- lets the hole look at itself."""

# The rest is right/numpy_vectorised.py.


def contextual_attention(foreground, background, mask, scale=10.0):
    h, w, c = foreground.shape
    f = foreground / np.linalg.norm(foreground, axis=-1, keepdims=True)
    b = background / np.linalg.norm(background, axis=-1, keepdims=True)
    attention = np.exp(scale * f.reshape(-1, c) @ b.reshape(-1, c).T)
    attention /= attention.sum(1, keepdims=True)
    filled = (attention @ background.reshape(-1, c)).reshape(h, w, c)
    return np.where(mask[..., None], filled, foreground)
