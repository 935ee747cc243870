"""Wrong: posterior -- normalises over time instead of over states."""

# The rest is right/torch_idiom.py.


def posterior(A, B, pi, observations):
    log_alpha, _ = forward(A, B, pi, observations)
    return torch.softmax(log_alpha + backward(A, B, observations), dim=0)
