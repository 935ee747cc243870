"""Wrong: classify_images -- argmax over the images."""

# The rest is right/numpy_vectorised.py.


def classify_images(model, images):
    return convnet(images, model).argmax(axis=0)
