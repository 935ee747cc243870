"""Wrong: clip_weights -- clips to 0.01 whatever c is."""

# The rest is right/numpy_vectorised.py.


def clip_weights(params, c=0.01):
    return {k: np.clip(v, -0.01, 0.01) for k, v in params.items()}
