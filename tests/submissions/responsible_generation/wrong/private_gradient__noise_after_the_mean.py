"""Wrong: private_gradient -- the noise is not divided by the number of examples."""

# The rest is right/torch_idiom.py.


def private_gradient(per_example, clip, sigma, noise):
    norms = per_example.norm(2, dim=1)
    factor = (clip / (norms + 1e-6)).clamp(max=1.0)
    return (factor[:, None] * per_example).mean(dim=0) + sigma * clip * noise
