"""Wrong: contextual_attention -- always scales by 10."""

# The rest is right/torch_idiom.py.


def contextual_attention(foreground, background, mask, scale=10.0):
    known = background[~mask]
    cosine = F.cosine_similarity(foreground[mask][:, None], known[None], dim=-1)
    out = foreground.clone()
    out[mask] = torch.softmax(10 * cosine, dim=1) @ known
    return out
