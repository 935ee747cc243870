"""Wrong: clip_by_global_norm -- scales short gradients too, up to max_norm."""

# The rest is right/numpy_vectorised.py.


def clip_by_global_norm(gradients, max_norm):
    norm = np.sqrt(sum(np.sum(g * g) for g in gradients))
    return [g * (max_norm / norm if norm > 0 else 1) for g in gradients], norm
