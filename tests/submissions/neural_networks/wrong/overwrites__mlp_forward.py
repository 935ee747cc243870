"""Wrong: mlp_forward -- centres its argument in place and undoes it in a copy."""

# The rest is right/numpy_loops.py.


def mlp_forward(x, layers, name):
    middle = x.mean()
    x -= middle
    shifted = [dict(layers[0], b=layers[0]["b"] + middle * layers[0]["W"].sum(axis=0)), *layers[1:]]
    return np.array(walk(x.tolist(), as_lists(shifted), name)[1][-1])
