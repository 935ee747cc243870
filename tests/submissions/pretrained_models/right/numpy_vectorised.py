"""Pretrained models, vectorised NumPy: einsum for the heads, complex numbers for the rotation, scipy-free."""
import numpy as np


def log_softmax(a):
    m = np.max(a, -1, keepdims=True)
    return a - m - np.log(np.sum(np.exp(a - m), -1, keepdims=True))


def standardise(x, eps):
    return (x - np.mean(x, -1, keepdims=True)) / np.sqrt(np.var(x, -1, keepdims=True) + eps)


def bert_embedding(tokens, segments, params, eps=1e-12):
    positions = np.arange(tokens.shape[-1])
    x = np.take(params["token"], tokens, axis=0)
    x += np.take(params["position"], positions, axis=0)
    x += np.take(params["segment"], segments, axis=0)
    return standardise(x, eps) * params["gamma"] + params["beta"]


def bert_mask(tokens, u_select, u_action, random_tokens, mask_id, special_ids):
    chosen = u_select < .15
    for special in special_ids:
        chosen &= tokens != special
    labels = np.full_like(tokens, -100)
    labels[chosen] = tokens[chosen]
    inputs = tokens.copy()
    inputs[chosen & (u_action < .8)] = mask_id
    swap = chosen & (u_action >= .8) & (u_action < .9)
    inputs[swap] = random_tokens[swap]
    return inputs, labels


def masked_lm_loss(logits, labels):
    V = logits.shape[-1]
    rows, words = logits.reshape(-1, V), labels.reshape(-1)
    keep = np.flatnonzero(words >= 0)
    if keep.size == 0:
        return 0.0
    return -np.mean(log_softmax(rows[keep])[np.arange(keep.size), words[keep]])


def rms_norm(x, gamma, eps=1e-6):
    return x * gamma * (np.einsum("...d,...d->...", x, x)[..., None] / x.shape[-1] + eps) ** -0.5


def rotary_embedding(x, base=10000.0):
    N, H, T, d = x.shape
    if d & 1:
        raise ValueError(f"d = {d} is odd")
    z = x[..., 0::2] + 1j * x[..., 1::2]
    theta = np.power(float(base), -2.0 * np.arange(d // 2) / d)
    z = z * np.exp(1j * np.outer(np.arange(T), theta))
    return np.stack((z.real, z.imag), -1).reshape(N, H, T, d)


def swiglu(x, params):
    g = x @ params["W1"]
    g = g / (1 + np.exp(-g))
    return np.einsum("...f,fd->...d", g * (x @ params["W3"]), params["W2"])


def grouped_query_attention(q, k, v, mask=None):
    N, Hq, T, d = q.shape
    G = k.shape[1]
    q = q.reshape(N, G, Hq // G, T, d)
    s = np.einsum("ngrtd,ngsd->ngrts", q, k) / np.sqrt(d)
    if mask is not None:
        s = np.where(mask, s, -1e30)
    w = np.exp(log_softmax(s))
    return np.einsum("ngrts,ngsd->ngrtd", w, v).reshape(N, Hq, T, d)


def attention(n, params, Hq, Hkv):
    N, T, D = n.shape

    def heads(name, H):
        return (n @ params[name]).reshape(N, T, H, D // Hq).transpose(0, 2, 1, 3)

    q, k = rotary_embedding(heads("Wq", Hq)), rotary_embedding(heads("Wk", Hkv))
    o = grouped_query_attention(q, k, heads("Wv", Hkv), np.tril(np.ones((T, T), dtype=bool)))
    return np.swapaxes(o, 1, 2).reshape(N, T, D) @ params["Wo"]


def llama_block(x, params, num_heads, num_kv_heads):
    h = x + attention(rms_norm(x, params["norm1"]), params, num_heads, num_kv_heads)
    return h + swiglu(rms_norm(h, params["norm2"]), params)


def palm_block(x, params, num_heads):
    n = params["norm"] * standardise(x, 1e-5)
    return attention(n, params, num_heads, 1) + swiglu(n, params) + x


def gumbel_softmax(logits, gumbel, temperature):
    return np.exp(log_softmax((logits + gumbel) / temperature))


def vector_quantize(z, codebook):
    d2 = (z**2).sum(1)[:, None] - 2 * z @ codebook.T + (codebook**2).sum(1)
    i = np.argmin(d2, axis=1)
    return i, codebook[i]


def dalle_sequence(text, image, text_vocab, text_length):
    if text.shape[0] > text_length:
        raise ValueError("text too long")
    head = np.arange(text_length) + text_vocab
    head[: len(text)] = text
    return np.hstack([head, image + (text_vocab + text_length)])


def dalle_loss(logits, sequence, text_length):
    nll = -np.take_along_axis(log_softmax(logits[:-1]), sequence[1:, None], axis=1).squeeze(1)
    is_image = np.arange(1, sequence.size) >= text_length
    return (nll[~is_image].mean() + 7 * nll[is_image].mean()) / 8
