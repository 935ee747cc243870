"""Wrong: contextual_attention -- fills the hole of its argument (its values are right)."""

# The rest is right/torch_idiom.py.


def contextual_attention(foreground, background, mask, scale=10.0):
    known = background[~mask]
    cosine = F.cosine_similarity(foreground[mask][:, None], known[None], dim=-1)
    foreground[mask] = torch.softmax(scale * cosine, dim=1) @ known
    return foreground
