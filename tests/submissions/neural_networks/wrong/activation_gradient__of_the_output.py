"""Wrong: activation_gradient -- takes x for the output of the activation."""

# The rest is right/numpy_loops.py.


def activation_gradient(x, name):
    if name == "sigmoid":
        return x * (1 - x)
    if name == "tanh":
        return 1 - x ** 2
    return np.array(nested(x.tolist(), lambda a: slope(a, name)))
