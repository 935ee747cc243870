"""Wrong: clip_by_global_norm -- clips every array by its own norm."""

# The rest is right/torch_idiom.py.


def clip_by_global_norm(gradients, max_norm):
    norm = torch.sqrt(sum((g ** 2).sum() for g in gradients))
    return [g * torch.clamp(max_norm / g.norm().clamp(min=1e-12), max=1.0) for g in gradients], norm
