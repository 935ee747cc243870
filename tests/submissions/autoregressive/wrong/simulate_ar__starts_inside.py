"""Wrong: simulate_ar -- the first p places of the answer hold the initial values."""

# The rest is right/numpy_loops.py.


def simulate_ar(c, phi, noise, initial):
    p, steps = len(phi), len(noise)
    x = floats(initial)[:steps]
    for t in range(p, steps):
        x.append(predict(x, c, phi) + float(noise[t]))
    return x
