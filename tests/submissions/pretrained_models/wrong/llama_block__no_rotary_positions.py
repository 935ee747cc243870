"""Wrong: llama_block -- no positions at all."""

# The rest is right/numpy_vectorised.py.


def llama_block(x, params, num_heads, num_kv_heads):
    N, T, D = x.shape
    n = rms_norm(x, params["norm1"])

    def heads(name, H):
        return (n @ params[name]).reshape(N, T, H, D // num_heads).transpose(0, 2, 1, 3)

    mask = np.tril(np.ones((T, T), dtype=bool))
    o = grouped_query_attention(heads("Wq", num_heads), heads("Wk", num_kv_heads), heads("Wv", num_kv_heads), mask)
    h = x + np.swapaxes(o, 1, 2).reshape(N, T, D) @ params["Wo"]
    return h + swiglu(rms_norm(h, params["norm2"]), params)
