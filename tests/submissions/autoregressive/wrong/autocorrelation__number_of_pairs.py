"""Wrong: autocorrelation -- every sum is divided by its own number of products."""

# The rest is right/numpy_loops.py.


def autocorrelation(x, max_lag):
    x = floats(x)
    n = len(x)
    mean = sum(x) / n
    c = [sum((x[t] - mean) * (x[t - k] - mean) for t in range(k, n)) / (n - k) for k in range(max_lag + 1)]
    return [v / c[0] for v in c]
