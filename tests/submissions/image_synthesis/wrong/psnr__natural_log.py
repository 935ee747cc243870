"""Wrong: psnr -- uses math.log."""

# The rest is right/numpy_loops.py.


def psnr(x, y, max_value=1.0):
    mse = float(np.mean((x - y) ** 2))
    if mse == 0:
        return math.inf
    return 10 * math.log(max_value ** 2 / mse)
