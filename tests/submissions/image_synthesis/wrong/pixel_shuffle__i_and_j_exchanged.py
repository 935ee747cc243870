"""Wrong: pixel_shuffle -- exchanges rows and columns within a block."""

# The rest is right/numpy_loops.py.


def pixel_shuffle(x, factor):
    N, channels, H, W = x.shape
    C = channels // factor ** 2
    y = np.zeros((N, C, H * factor, W * factor))
    for c in range(C):
        for i in range(factor):
            for j in range(factor):
                y[:, c, j::factor, i::factor] = x[:, c * factor ** 2 + i * factor + j]
    return y
