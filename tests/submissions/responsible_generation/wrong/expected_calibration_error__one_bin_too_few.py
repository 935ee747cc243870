"""Wrong: expected_calibration_error -- takes np.linspace(0, 1, bins) for the ends of the bins."""

# The rest is right/numpy_vectorised.py.


def expected_calibration_error(probabilities, labels, bins):
    confidence, hit = probabilities.max(axis=1), probabilities.argmax(axis=1) == labels
    ends = np.linspace(0, 1, bins)
    error = 0.0
    for low, high in zip(ends[:-1], ends[1:]):
        inside = (confidence > low) & (confidence <= high)
        error += abs(np.sum(hit[inside] - confidence[inside])) / len(labels)
    return error
