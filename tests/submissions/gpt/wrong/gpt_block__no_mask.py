"""Wrong: gpt_block -- no causal mask."""

# The rest is right/tensorflow_idiom.py.


def gpt_block(x, params, num_heads):
    N, T, D = x.shape
    p = params["attention"]
    n = _norm(x, params["norm1"])

    def heads(name):
        y = tf.einsum("ntd,de->nte", n, p["W" + name]) + p["b" + name]
        return tf.transpose(tf.reshape(y, (N, T, num_heads, D // num_heads)), (0, 2, 1, 3))

    scores = tf.matmul(heads("q"), heads("k"), transpose_b=True) / (D // num_heads) ** 0.5
    mixed = tf.transpose(tf.matmul(tf.nn.softmax(scores), heads("v")), (0, 2, 1, 3))
    x = x + tf.einsum("ntd,de->nte", tf.reshape(mixed, (N, T, D)), p["Wo"]) + p["bo"]
    p = params["mlp"]
    hidden = tf.nn.gelu(tf.einsum("ntd,df->ntf", _norm(x, params["norm2"]), p["W1"]) + p["b1"], approximate=True)
    return x + tf.einsum("ntf,fd->ntd", hidden, p["W2"]) + p["b2"]
