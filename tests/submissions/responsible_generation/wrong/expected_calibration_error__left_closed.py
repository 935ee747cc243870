"""Wrong: expected_calibration_error -- bins hold their left end."""

# The rest is right/numpy_vectorised.py.


def expected_calibration_error(probabilities, labels, bins):
    conf = probabilities.max(1)
    hit = (np.argmax(probabilities, 1) == labels).astype(float)
    which = np.minimum((conf * bins).astype(int), bins - 1)
    gap = np.bincount(which, weights=hit - conf, minlength=bins)
    return np.abs(gap).sum() / len(conf)
