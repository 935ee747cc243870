"""Wrong: grouped_query_attention -- does not divide by the square root of d."""

# The rest is right/numpy_vectorised.py.


right_attention = grouped_query_attention


def grouped_query_attention(q, k, v, mask=None):
    return right_attention(q * np.sqrt(q.shape[-1]), k, v, mask)


def attention(n, params, Hq, Hkv):
    N, T, D = n.shape

    def heads(name, H):
        return (n @ params[name]).reshape(N, T, H, D // Hq).transpose(0, 2, 1, 3)

    q, k = rotary_embedding(heads("Wq", Hq)), rotary_embedding(heads("Wk", Hkv))
    o = right_attention(q, k, heads("Wv", Hkv), np.tril(np.ones((T, T), dtype=bool)))
    return np.swapaxes(o, 1, 2).reshape(N, T, D) @ params["Wo"]
