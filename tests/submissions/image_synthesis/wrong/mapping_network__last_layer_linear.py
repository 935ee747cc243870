"""Wrong: mapping_network -- has no activation after the last layer."""

# The rest is right/numpy_loops.py.


def mapping_network(z, layers):
    h = z / np.sqrt(np.mean(z ** 2, axis=1, keepdims=True) + 1e-8)
    for layer in layers[:-1]:
        h = h @ layer["W"] + layer["b"]
        h = np.where(h < 0, 0.2 * h, h)
    return h @ layers[-1]["W"] + layers[-1]["b"]
