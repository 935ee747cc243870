"""Wrong: decoder_layer -- a position does not see itself."""

# The rest is right/numpy_loops.py.


def decoder_layer(y, memory, params, num_heads, memory_mask=None):
    p = as_lists(params)
    out = []
    for rows, memory_rows in zip(lists(y), lists(memory)):
        rows = add_norm(rows, sentence_attention(rows, rows, p["self_attention"], num_heads, lambda i, j: j < i), p["norm1"])
        rows = add_norm(rows, sentence_attention(rows, memory_rows, p["cross_attention"], num_heads, rule(memory_mask)), p["norm2"])
        out.append(add_norm(rows, [ffn_row(r, p["feed_forward"]) for r in rows], p["norm3"]))
    return out
