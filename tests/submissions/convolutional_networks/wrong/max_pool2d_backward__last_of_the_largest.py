"""Wrong: max_pool2d_backward -- >= where > is right: the last of several largest values gets the gradient."""

# The rest is right/numpy_loops.py.


def max_pool2d_backward(dy, x, size, stride):
    dx = np.zeros(x.shape)
    for n, c, i, j in np.ndindex(dy.shape):
        best, where = -math.inf, None
        for k in range(size):
            for l in range(size):
                value = x[n, c, i * stride + k, j * stride + l]
                if value >= best:
                    best, where = value, (n, c, i * stride + k, j * stride + l)
        dx[where] += dy[n, c, i, j]
    return dx
