"""Wrong: mode_coverage -- leaves out a distance that is exactly the radius."""

# The rest is right/numpy_loops.py.


def mode_coverage(samples, centres, radius):
    covered, near = set(), 0
    for sample in samples.tolist():
        close = [k for k, centre in enumerate(centres.tolist()) if math.dist(sample, centre) < radius]
        covered.update(close)
        near += bool(close)
    return [len(covered), near / len(samples)]
