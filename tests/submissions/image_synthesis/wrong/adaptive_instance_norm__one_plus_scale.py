"""Wrong: adaptive_instance_norm -- multiplies by 1 + scale."""

# The rest is right/numpy_vectorised.py.


def adaptive_instance_norm(x, scale, bias, eps=1e-5):
    return (1 + scale[:, :, None, None]) * instance_norm(x, eps) + bias[:, :, None, None]
