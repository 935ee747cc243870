"""Wrong: rgb_to_ycbcr -- centres the chroma at 0."""

# The rest is right/numpy_vectorised.py.


def rgb_to_ycbcr(image):
    return image @ RGB_TO_YCC.T
