"""Wrong: private_gradient -- clips the rows in place (its values are right)."""

# The rest is right/torch_idiom.py.


def private_gradient(per_example, clip, sigma, noise):
    norms = per_example.norm(2, dim=1, keepdim=True)
    per_example.mul_((clip / (norms + 1e-6)).clamp(max=1.0))
    return (per_example.sum(dim=0) + sigma * clip * noise) / len(per_example)
