"""Wrong: classify_images -- gives the probabilities."""

# The rest is right/numpy_vectorised.py.


def classify_images(model, images):
    return convnet(images, model)
