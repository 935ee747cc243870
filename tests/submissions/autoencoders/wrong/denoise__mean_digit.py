"""Wrong: denoise -- gives the same mean digit for every row."""

# The rest is right/numpy_loops.py.


def denoise(model, noisy):
    mean = [sum(pixel) / len(model) for pixel in zip(*model)]
    return [mean for _ in range(len(noisy))]
