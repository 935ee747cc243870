"""Wrong: style_mixing -- gives w1 to layer crossover too."""

# The rest is right/numpy_vectorised.py.


def style_mixing(w1, w2, num_layers, crossover):
    return np.stack([w1 if layer <= crossover else w2 for layer in range(num_layers)], axis=1)
