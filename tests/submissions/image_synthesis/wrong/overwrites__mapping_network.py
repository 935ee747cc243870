"""Wrong: mapping_network -- normalises z in place (its values are right)."""

# The rest is right/numpy_vectorised.py.


def mapping_network(z, layers):
    z /= np.sqrt(np.mean(z ** 2, axis=1, keepdims=True) + 1e-8)
    for layer in layers:
        z = leaky_relu(z @ layer["W"] + layer["b"])
    return z
