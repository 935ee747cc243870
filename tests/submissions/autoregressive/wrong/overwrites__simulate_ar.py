"""Wrong: simulate_ar -- writes the new values over the noise (its values are right)."""

# The rest is right/numpy_vectorised.py.


def simulate_ar(c, phi, noise, initial):
    past = list(initial[::-1])
    for t in range(len(noise)):
        noise[t] += c + np.dot(phi, past)
        past = [noise[t], *past[:-1]]
    return noise


def forecast_ar(x, c, phi, steps):
    return simulate_ar(c, phi, np.zeros(steps), x[-len(phi):])
