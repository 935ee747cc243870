"""Wrong: dense_forward -- takes W to be (H, D), as torch.nn.Linear does."""

# The rest is right/numpy_loops.py.


def dense_forward(x, W, b):
    return x @ W.T + b
