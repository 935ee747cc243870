"""Wrong: slerp -- normalises its arguments in place (its values are right)."""

# The rest is right/torch_idiom.py.


def slerp(a, b, t):
    long_a, long_b = a.clone(), b.clone()
    a /= a.norm(dim=-1, keepdim=True)
    b /= b.norm(dim=-1, keepdim=True)
    w = torch.acos((a * b).sum(dim=-1, keepdim=True).clamp(-1, 1))
    s = torch.sin(w)
    arc = (torch.sin((1 - t) * w) * long_a + torch.sin(t * w) * long_b) / s
    return torch.where(s < 1e-5, (1 - t) * long_a + t * long_b, arc)
