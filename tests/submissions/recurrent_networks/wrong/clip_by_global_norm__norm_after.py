"""Wrong: clip_by_global_norm -- returns the norm after clipping."""

# The rest is right/numpy_loops.py.


def clip_by_global_norm(gradients, max_norm):
    norm = math.sqrt(sum(float((g * g).sum()) for g in gradients))
    clipped = [g * min(1.0, max_norm / norm) if norm else g.copy() for g in gradients]
    return clipped, math.sqrt(sum(float((g * g).sum()) for g in clipped))
