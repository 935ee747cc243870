"""Wrong: generator_loss_minimax -- returns -mean log D(G(z))."""

# The rest is right/numpy_loops.py.


def generator_loss_minimax(fake_logits):
    return mean(minus_log_sigmoid(a) for a in fake_logits.tolist())
