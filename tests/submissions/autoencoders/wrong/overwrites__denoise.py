"""Wrong: denoise -- leaves zeros in the rows that it was given."""

# The rest is right/numpy_vectorised.py.

answer = denoise


def denoise(model, noisy):
    found = answer(model, noisy.copy())
    noisy[:] = 0
    return found
