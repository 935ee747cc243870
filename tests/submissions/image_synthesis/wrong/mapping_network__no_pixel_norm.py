"""Wrong: mapping_network -- feeds z to the first layer as it is."""

# The rest is right/numpy_vectorised.py.


def mapping_network(z, layers):
    x = z
    for layer in layers:
        x = leaky_relu(x @ layer["W"] + layer["b"])
    return x
