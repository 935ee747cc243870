"""Wrong: gpt -- leaves out the last norm."""

# The rest is right/tensorflow_idiom.py.


def gpt(tokens, params, num_heads):
    T = tokens.shape[1]
    if T > params["position_embedding"].shape[0]:
        raise ValueError("too long")
    x = tf.gather(params["token_embedding"], tokens) + params["position_embedding"][:T]
    for block in params["blocks"]:
        x = _block(x, block, num_heads)
    return tf.einsum("ntd,vd->ntv", x, params["token_embedding"])
