"""Wrong: simulate_ar -- phi[0] meets the oldest value."""

# The rest is right/numpy_loops.py.


def simulate_ar(c, phi, noise, initial):
    history = floats(initial)
    p = len(phi)
    new = []
    for e in floats(noise):
        value = float(c) + e
        for a, b in zip(phi, history[-p:]):
            value += float(a) * b
        history.append(value)
        new.append(value)
    return new
