"""Wrong: sample_gan -- leaves zeros in the rows that it was given."""

# The rest is right/numpy_vectorised.py.

answer = sample_gan


def sample_gan(model, z):
    found = answer(model, z.copy())
    z[:] = 0
    return found
