"""Wrong: train_image_classifier -- shuffles the images and not their labels."""

# The rest is right/numpy_vectorised.py.


_right_training = train_image_classifier


def train_image_classifier(images, labels, num_classes, seed):
    shuffled = np.random.default_rng(seed).permutation(images)
    return _right_training(shuffled, labels, num_classes, seed)
