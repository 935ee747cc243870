"""Wrong: temperature_softmax -- divides by a temperature of 0."""

# The rest is right/numpy_vectorised.py.


def temperature_softmax(logits, temperature):
    if temperature < 0:
        raise ValueError("temperature < 0")
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.exp(_log_softmax(logits / temperature if temperature else logits / np.float64(0)))
