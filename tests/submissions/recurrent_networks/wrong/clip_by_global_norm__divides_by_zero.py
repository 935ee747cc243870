"""Wrong: clip_by_global_norm -- divides by the norm before it looks whether it is zero."""

# The rest is right/numpy_vectorised.py.


def clip_by_global_norm(gradients, max_norm):
    norm = np.sqrt(sum((g ** 2).sum() for g in gradients))
    directions = [g / norm for g in gradients]
    return [d * min(norm, max_norm) for d in directions], norm
