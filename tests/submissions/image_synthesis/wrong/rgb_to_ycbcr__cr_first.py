"""Wrong: rgb_to_ycbcr -- returns Cr before Cb."""

# The rest is right/numpy_loops.py.


def rgb_to_ycbcr(image):
    r, g, b = image[..., 0], image[..., 1], image[..., 2]
    y = 0.299 * r + 0.587 * g + 0.114 * b
    return np.dstack([y, 0.5 + (r - y) / 1.402, 0.5 + (b - y) / 1.772])
