"""Wrong: gpt -- multiplies the embeddings by sqrt(D)."""

# The rest is right/torch_idiom.py.


def gpt(tokens, params, num_heads):
    width = params["token_embedding"].shape[1]
    T = tokens.shape[1]
    if T > len(params["position_embedding"]):
        raise ValueError("too many tokens")
    x = F.embedding(tokens, params["token_embedding"]) * width ** 0.5 + params["position_embedding"][:T]
    for block in params["blocks"]:
        x = _block(x, block, num_heads)
    return F.linear(_norm(x, params["norm"]), params["token_embedding"])
