"""Wrong: activation -- sets the negative numbers of its argument to 0."""

# The rest is right/numpy_loops.py.


def activation(x, name):
    if name == "softmax":
        return np.array(rows_of(x.tolist()))
    if name == "relu":
        x[x < 0] = 0
        return x
    return np.array(nested(x.tolist(), lambda a: one(a, name)))
