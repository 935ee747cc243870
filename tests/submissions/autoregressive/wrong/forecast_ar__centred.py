"""Wrong: forecast_ar -- takes c for the mean of the series."""

# The rest is right/numpy_vectorised.py.


def forecast_ar(x, c, phi, steps):
    past = list(x - c)
    for _ in range(steps):
        past.append(sum(p * v for p, v in zip(phi, past[::-1])))
    return np.array(past[len(x):]) + c
