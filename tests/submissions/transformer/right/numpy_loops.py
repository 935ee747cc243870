"""The Transformer with loops and Python lists only: every number can be followed by hand."""
import math

import numpy as np


def lists(a):
    return np.asarray(a).tolist()


def softmax_row(row):
    top = max(row)
    powers = [math.exp(v - top) if v != -math.inf else 0.0 for v in row]
    total = sum(powers)
    return [p / total for p in powers]


def softmax(x, axis=-1):
    x = np.asarray(x)
    out = np.empty(x.shape)
    others = [n for i, n in enumerate(x.shape) if i != axis % x.ndim]
    for place in np.ndindex(*others):
        where = list(place)
        where.insert(axis % x.ndim, slice(None))
        out[tuple(where)] = softmax_row(x[tuple(where)].tolist())
    return out


def positional_encoding(length, d_model):
    if d_model % 2 == 1:
        raise ValueError("d_model must be even")
    table = []
    for t in range(length):
        row = []
        for column in range(d_model):
            angle = t / 10000 ** ((column - column % 2) / d_model)
            row.append(math.sin(angle) if column % 2 == 0 else math.cos(angle))
        table.append(row)
    return table


def attend(q, k, v, allowed):
    """q, k, v: lists of rows; allowed(i, j): may query i see key j?"""
    output, weights = [], []
    for i, query in enumerate(q):
        seen = [j for j in range(len(k)) if allowed(i, j)]
        row = [0.0] * len(k)
        if seen:
            scores = [sum(a * b for a, b in zip(query, k[j])) / math.sqrt(len(query)) for j in seen]
            for j, w in zip(seen, softmax_row(scores)):
                row[j] = w
        weights.append(row)
        output.append([sum(row[j] * v[j][c] for j in range(len(k))) for c in range(len(v[0]))])
    return output, weights


def scaled_dot_product_attention(q, k, v, mask=None):
    lead = q.shape[:-2]
    output = np.zeros(lead + (q.shape[-2], v.shape[-1]))
    weights = np.zeros(lead + (q.shape[-2], k.shape[-2]))
    full = np.ones(weights.shape, dtype=bool)
    if mask is not None:
        full = full & mask
    for place in np.ndindex(*lead):
        m = full[place]
        output[place], weights[place] = attend(lists(q[place]), lists(k[place]), lists(v[place]), lambda i, j: m[i, j])
    return output, weights


def dense(row, W, b):
    return [b[j] + sum(row[i] * W[i][j] for i in range(len(row))) for j in range(len(b))]


def sentence_attention(xq, xkv, p, num_heads, allowed):
    D = len(p["bq"])
    if D % num_heads != 0:
        raise ValueError("the width is not divisible by the number of heads")
    d = D // num_heads
    q = [dense(row, p["Wq"], p["bq"]) for row in xq]
    k = [dense(row, p["Wk"], p["bk"]) for row in xkv]
    v = [dense(row, p["Wv"], p["bv"]) for row in xkv]
    joined = [[] for _ in xq]
    for h in range(num_heads):
        cut = slice(h * d, (h + 1) * d)
        output, _ = attend([r[cut] for r in q], [r[cut] for r in k], [r[cut] for r in v], allowed)
        for i, row in enumerate(output):
            joined[i] = joined[i] + row
    return [dense(row, p["Wo"], p["bo"]) for row in joined]


def rule(mask):
    if mask is None:
        return lambda i, j: True
    table = lists(mask)
    return lambda i, j: table[i][j]


def as_lists(params):
    if isinstance(params, dict):
        return {name: as_lists(value) for name, value in params.items()}
    if isinstance(params, (list, tuple)):
        return [as_lists(value) for value in params]
    return lists(params)


def multi_head_attention(x_query, x_key_value, params, num_heads, mask=None):
    p = as_lists(params)
    return [sentence_attention(a, b, p, num_heads, rule(mask)) for a, b in zip(lists(x_query), lists(x_key_value))]


def norm_row(row, gamma, beta, eps):
    mean = sum(row) / len(row)
    variance = sum((v - mean) ** 2 for v in row) / len(row)
    return [g * (v - mean) / math.sqrt(variance + eps) + b for v, g, b in zip(row, gamma, beta)]


def layer_norm(x, gamma, beta, eps=1e-5):
    out = np.empty(x.shape)
    for place in np.ndindex(*x.shape[:-1]):
        out[place] = norm_row(lists(x[place]), lists(gamma), lists(beta), eps)
    return out


def ffn_row(row, p):
    hidden = [h if h > 0 else 0.0 for h in dense(row, p["W1"], p["b1"])]
    return dense(hidden, p["W2"], p["b2"])


def feed_forward(x, params):
    p = as_lists(params)
    return [[ffn_row(row, p) for row in sentence] for sentence in lists(x)]


def add_norm(rows, more, p):
    return [norm_row([a + b for a, b in zip(r, m)], p["gamma"], p["beta"], 1e-5) for r, m in zip(rows, more)]


def encode_sentence(rows, p, num_heads, allowed):
    rows = add_norm(rows, sentence_attention(rows, rows, p["attention"], num_heads, allowed), p["norm1"])
    return add_norm(rows, [ffn_row(r, p["feed_forward"]) for r in rows], p["norm2"])


def decode_sentence(rows, memory, p, num_heads, allowed):
    looked = sentence_attention(rows, rows, p["self_attention"], num_heads, lambda i, j: j <= i)
    rows = add_norm(rows, looked, p["norm1"])
    rows = add_norm(rows, sentence_attention(rows, memory, p["cross_attention"], num_heads, allowed), p["norm2"])
    return add_norm(rows, [ffn_row(r, p["feed_forward"]) for r in rows], p["norm3"])


def encoder_layer(x, params, num_heads, mask=None):
    p = as_lists(params)
    return [encode_sentence(rows, p, num_heads, rule(mask)) for rows in lists(x)]


def decoder_layer(y, memory, params, num_heads, memory_mask=None):
    p = as_lists(params)
    return [decode_sentence(a, b, p, num_heads, rule(memory_mask)) for a, b in zip(lists(y), lists(memory))]


def look_up(ids, table):
    D = len(table[0])
    positions = positional_encoding(len(ids), D)
    return [[table[word][c] * math.sqrt(D) + positions[t][c] for c in range(D)] for t, word in enumerate(ids)]


def transformer(source, target, params, num_heads):
    p = as_lists(params)
    everything = lambda i, j: True
    logits = []
    for s, t in zip(lists(source), lists(target)):
        memory = look_up(s, p["source_embedding"])
        for layer in p["encoder"]:
            memory = encode_sentence(memory, layer, num_heads, everything)
        rows = look_up(t, p["target_embedding"])
        for layer in p["decoder"]:
            rows = decode_sentence(rows, memory, layer, num_heads, everything)
        logits.append([dense(row, p["W_out"], p["b_out"]) for row in rows])
    return logits
