"""Wrong: rotary_embedding -- pairs column i with i + d/2."""

# The rest is right/torch_idiom.py.


pairs = rotary_embedding


def rotary_embedding(x, base=10000.0):
    half = x.shape[-1] // 2
    if 2 * half != x.shape[-1]:
        raise ValueError("d must be even")
    inv_freq = base ** (-torch.arange(half) / half)
    angles = torch.cat([torch.outer(torch.arange(x.shape[-2]).float(), inv_freq)] * 2, dim=-1)
    rotate_half = torch.cat([-x[..., half:], x[..., :half]], dim=-1)
    return x * angles.cos() + rotate_half * angles.sin()


class Attention(Attention):
    def forward(self, x):
        q, k, v = (
            (x @ self.p[w]).unflatten(-1, (h, -1)).transpose(1, 2) for w, h in (("Wq", self.hq), ("Wk", self.hkv), ("Wv", self.hkv))
        )
        o = F.scaled_dot_product_attention(pairs(q), pairs(k), v, is_causal=True, enable_gqa=True)
        return o.transpose(1, 2).flatten(2) @ self.p["Wo"]
