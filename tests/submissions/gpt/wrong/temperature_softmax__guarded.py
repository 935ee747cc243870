"""Wrong: temperature_softmax -- adds 1e-8 to every exponential, against a division by 0 that cannot happen."""

# The rest is right/numpy_vectorised.py.


def temperature_softmax(logits, temperature):
    if temperature <= 0:
        return _tempered(logits, temperature)
    e = np.exp((logits - logits.max()) / temperature) + 1e-8
    return e / e.sum()
