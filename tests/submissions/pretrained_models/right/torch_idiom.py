"""Pretrained models in PyTorch, with what torch.nn.functional has."""
import torch
import torch.nn.functional as F

FRAMEWORK = "torch"


def bert_embedding(tokens, segments, params, eps=1e-12):
    place = torch.arange(tokens.shape[1], device=tokens.device)
    x = F.embedding(tokens, params["token"]) + F.embedding(place, params["position"]) + F.embedding(segments, params["segment"])
    return F.layer_norm(x, x.shape[-1:], params["gamma"], params["beta"], eps)


def bert_mask(tokens, u_select, u_action, random_tokens, mask_id, special_ids):
    special = torch.isin(tokens, torch.as_tensor(special_ids, device=tokens.device))
    selected = (u_select < 0.15) & ~special
    labels = tokens.masked_fill(~selected, -100)
    inputs = tokens.masked_fill(selected & (u_action < 0.8), mask_id)
    inputs = torch.where(selected & (u_action >= 0.8) & (u_action < 0.9), random_tokens, inputs)
    return inputs, labels


def masked_lm_loss(logits, labels):
    if (labels == -100).all():
        return torch.tensor(0.0)
    return F.cross_entropy(logits.flatten(0, 1), labels.flatten(), ignore_index=-100)


def rms_norm(x, gamma, eps=1e-6):
    return F.rms_norm(x, (x.shape[-1],), gamma, eps)


def rotary_embedding(x, base=10000.0):
    d = x.shape[-1]
    if d % 2 != 0:
        raise ValueError("d must be even")
    inv_freq = 1.0 / (base ** (torch.arange(0, d, 2, device=x.device).float() / d))
    angles = torch.outer(torch.arange(x.shape[-2], device=x.device).float(), inv_freq)
    cos, sin = angles.cos().repeat_interleave(2, dim=-1), angles.sin().repeat_interleave(2, dim=-1)
    rotated = torch.stack([-x[..., 1::2], x[..., 0::2]], dim=-1).flatten(-2)
    return x * cos + rotated * sin


def swiglu(x, params):
    return F.linear(F.silu(x @ params["W1"]) * (x @ params["W3"]), params["W2"].T)


def grouped_query_attention(q, k, v, mask=None):
    return F.scaled_dot_product_attention(q, k, v, attn_mask=mask, enable_gqa=True)


class Attention(torch.nn.Module):
    def __init__(self, params, num_heads, num_kv_heads):
        super().__init__()
        self.p, self.hq, self.hkv = params, num_heads, num_kv_heads

    def forward(self, x):
        q, k, v = (
            (x @ self.p[w]).unflatten(-1, (h, -1)).transpose(1, 2) for w, h in (("Wq", self.hq), ("Wk", self.hkv), ("Wv", self.hkv))
        )
        o = F.scaled_dot_product_attention(rotary_embedding(q), rotary_embedding(k), v, is_causal=True, enable_gqa=True)
        return o.transpose(1, 2).flatten(2) @ self.p["Wo"]


def llama_block(x, params, num_heads, num_kv_heads):
    x = x + Attention(params, num_heads, num_kv_heads)(rms_norm(x, params["norm1"]))
    return x + swiglu(rms_norm(x, params["norm2"]), params)


def palm_block(x, params, num_heads):
    n = F.layer_norm(x, (x.size(-1),), weight=params["norm"])
    return x + Attention(params, num_heads, 1)(n) + swiglu(n, params)


def gumbel_softmax(logits, gumbel, temperature):
    return torch.softmax((logits + gumbel) / temperature, dim=-1)


def vector_quantize(z, codebook):
    indices = torch.cdist(z, codebook).argmin(dim=1)
    return indices, F.embedding(indices, codebook)


def dalle_sequence(text, image, text_vocab, text_length):
    if text.numel() > text_length:
        raise ValueError("the text does not fit")
    pads = torch.arange(text_vocab, text_vocab + text_length, device=text.device)
    padded = torch.cat([text, pads[text.numel():]])
    return torch.cat([padded, image + text_vocab + text_length])


def dalle_loss(logits, sequence, text_length):
    losses = F.cross_entropy(logits[:-1], sequence[1:], reduction="none")
    text, image = losses.split([text_length - 1, len(losses) - text_length + 1])
    return (text.mean() + 7 * image.mean()) / 8
