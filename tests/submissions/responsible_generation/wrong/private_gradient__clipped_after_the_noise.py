"""Wrong: private_gradient -- clips the sum once more when the noise is in."""

# The rest is right/numpy_vectorised.py.


def private_gradient(per_example, clip, sigma, noise):
    lengths = np.linalg.norm(per_example, axis=1, keepdims=True)
    total = np.sum(per_example * clip / np.maximum(lengths, clip), axis=0) + sigma * clip * noise
    return total * min(1, clip * len(per_example) / np.linalg.norm(total)) / len(per_example)
