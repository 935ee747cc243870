"""Wrong: adaptive_instance_norm -- adds eps to the standard deviation."""

# The rest is right/numpy_loops.py.


def adaptive_instance_norm(x, scale, bias, eps=1e-5):
    y = np.empty_like(x)
    for n in range(x.shape[0]):
        for c in range(x.shape[1]):
            channel = x[n, c]
            y[n, c] = scale[n, c] * (channel - channel.mean()) / (channel.std() + eps) + bias[n, c]
    return y
