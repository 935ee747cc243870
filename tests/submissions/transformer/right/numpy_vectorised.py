"""Transformer in NumPy. einsum for the heads: n sequence, h head, q query, k key, d column of a head."""
import numpy as np


def softmax(x, axis=-1):
    # exp(x - log sum exp x), with the log of the sum taken safely
    top = np.amax(x, axis=axis, keepdims=True)
    log_sum = top + np.log(np.sum(np.exp(x - top), axis=axis, keepdims=True))
    return np.exp(x - log_sum)


def positional_encoding(length, d_model):
    if d_model % 2 != 0:
        raise ValueError(f"d_model={d_model} is odd")
    pe = np.zeros((length, d_model))
    t = np.arange(length).reshape(-1, 1)
    rates = np.exp(-np.log(10000.0) * np.arange(0, d_model, 2) / d_model)
    pe[:, ::2] = np.sin(t * rates)
    pe[:, 1::2] = np.cos(t * rates)
    return pe


def scaled_dot_product_attention(q, k, v, mask=None):
    scores = np.einsum("...qd,...kd->...qk", q, k) / np.sqrt(q.shape[-1])
    if mask is None:
        weights = softmax(scores)
    else:
        allowed = np.broadcast_to(mask, scores.shape)
        scores = scores - 1e30 * ~allowed
        weights = softmax(scores)
        weights = np.where(allowed, weights, 0.0)
    return np.einsum("...qk,...kv->...qv", weights, v), weights


def _project(x, W, b, num_heads):
    D = W.shape[0]
    W = W.reshape(D, num_heads, D // num_heads)
    return np.einsum("ntD,Dhd->nhtd", x, W) + b.reshape(1, num_heads, 1, -1)


def multi_head_attention(x_query, x_key_value, params, num_heads, mask=None):
    D = x_query.shape[-1]
    if D % num_heads:
        raise ValueError("D must be divisible by num_heads")
    q = _project(x_query, params["Wq"], params["bq"], num_heads)
    k = _project(x_key_value, params["Wk"], params["bk"], num_heads)
    v = _project(x_key_value, params["Wv"], params["bv"], num_heads)
    out, _ = scaled_dot_product_attention(q, k, v, mask)
    return np.einsum("nhtd,hdD->ntD", out, params["Wo"].reshape(num_heads, D // num_heads, D)) + params["bo"]


def layer_norm(x, gamma, beta, eps=1e-5):
    centred = x - x.mean(-1, keepdims=True)
    inverse = ((centred ** 2).mean(-1, keepdims=True) + eps) ** -0.5
    return centred * inverse * gamma + beta


def feed_forward(x, params):
    h = x @ params["W1"] + params["b1"]
    return (h * (h > 0)) @ params["W2"] + params["b2"]


def _add_norm(x, y, p):
    return layer_norm(x + y, p["gamma"], p["beta"])


def encoder_layer(x, params, num_heads, mask=None):
    x = _add_norm(x, multi_head_attention(x, x, params["attention"], num_heads, mask), params["norm1"])
    return _add_norm(x, feed_forward(x, params["feed_forward"]), params["norm2"])


def decoder_layer(y, memory, params, num_heads, memory_mask=None):
    T = y.shape[1]
    causal = np.arange(T)[:, None] >= np.arange(T)
    y = _add_norm(y, multi_head_attention(y, y, params["self_attention"], num_heads, causal), params["norm1"])
    y = _add_norm(y, multi_head_attention(y, memory, params["cross_attention"], num_heads, memory_mask), params["norm2"])
    return _add_norm(y, feed_forward(y, params["feed_forward"]), params["norm3"])


def _embed(ids, table):
    D = table.shape[1]
    return np.take(table, ids, axis=0) * np.sqrt(D) + positional_encoding(ids.shape[1], D)


def transformer(source, target, params, num_heads):
    memory = _embed(source, params["source_embedding"])
    for layer in params["encoder"]:
        memory = encoder_layer(memory, layer, num_heads)
    y = _embed(target, params["target_embedding"])
    for layer in params["decoder"]:
        y = decoder_layer(y, memory, layer, num_heads)
    return np.einsum("ntD,DV->ntV", y, params["W_out"]) + params["b_out"]
