"""Wrong: contextual_attention -- compares by dot products."""

# The rest is right/numpy_loops.py.


def contextual_attention(foreground, background, mask, scale=10.0):
    known = background[~mask]
    result = foreground.copy()
    for h, w in zip(*np.nonzero(mask)):
        scores = [scale * np.dot(foreground[h, w], b) for b in known]
        weights = [math.exp(s - max(scores)) for s in scores]
        result[h, w] = sum(a * b for a, b in zip(weights, known)) / sum(weights)
    return result
