"""Wrong: activation -- gives leaky_relu the slope 0.3 below 0."""

# The rest is right/numpy_loops.py.


def activation(x, name):
    if name == "softmax":
        return np.array(rows_of(x.tolist()))
    if name == "leaky_relu":
        return np.array(nested(x.tolist(), lambda a: a if a > 0 else 0.3 * a))
    return np.array(nested(x.tolist(), lambda a: one(a, name)))
