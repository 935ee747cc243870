"""Wrong: colorize -- takes Cr first."""

# The rest is right/numpy_loops.py.


def colorize(luminance, chroma):
    cr, cb = chroma[..., 0] - 0.5, chroma[..., 1] - 0.5
    r, b = luminance + 1.402 * cr, luminance + 1.772 * cb
    return np.clip(np.dstack([r, (luminance - 0.299 * r - 0.114 * b) / 0.587, b]), 0, 1)
