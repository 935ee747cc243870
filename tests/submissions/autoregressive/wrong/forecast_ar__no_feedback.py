"""Wrong: forecast_ar -- always predicts from the last known values."""

# The rest is right/numpy_loops.py.


def forecast_ar(x, c, phi, steps):
    history = floats(x)
    return [predict(history, c, phi) for _ in range(steps)]
