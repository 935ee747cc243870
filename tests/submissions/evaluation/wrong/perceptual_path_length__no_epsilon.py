"""Wrong: perceptual_path_length -- leaves epsilon out, as the slides do."""

# The rest is right/numpy_loops.py.


def perceptual_path_length(features, features_nearby, epsilon):
    total = 0.0
    for f, g in zip(features, features_nearby):
        total += math.dist(f, g) ** 2
    return total / len(features)
