"""Wrong: classify_images -- leaves zeros in the rows that it was given."""

# The rest is right/numpy_vectorised.py.

answer = classify_images


def classify_images(model, images):
    found = answer(model, images.copy())
    images[:] = 0
    return found
