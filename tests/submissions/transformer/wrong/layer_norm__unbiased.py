"""Wrong: layer_norm -- uses torch.var, which divides by D - 1."""

# The rest is right/torch_idiom.py.


def layer_norm(x, gamma, beta, eps=1e-5):
    return gamma * (x - x.mean(-1, keepdim=True)) / (x.var(-1, keepdim=True) + eps).sqrt() + beta
