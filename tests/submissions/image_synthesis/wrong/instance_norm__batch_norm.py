"""Wrong: instance_norm -- normalises over the batch."""

# The rest is right/torch_idiom.py.


def instance_norm(x, eps=1e-5):
    return F.batch_norm(x, None, None, training=True, eps=eps)
