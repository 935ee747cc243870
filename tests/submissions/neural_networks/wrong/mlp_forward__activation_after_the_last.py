"""Wrong: mlp_forward -- applies the activation after the last layer too."""

# The rest is right/numpy_loops.py.


def mlp_forward(x, layers, name):
    for layer in layers:
        x = activation(x @ layer["W"] + layer["b"], name)
    return x
