"""Wrong: transformer -- normalises after the last layers, as nn.Transformer does."""

# The rest is right/torch_idiom.py.


def transformer(source, target, params, num_heads):
    memory = _embed(source, params["source_embedding"])
    for layer in params["encoder"]:
        memory = encoder_layer(memory, layer, num_heads)
    memory = F.layer_norm(memory, memory.shape[-1:])
    y = _embed(target, params["target_embedding"])
    for layer in params["decoder"]:
        y = decoder_layer(y, memory, layer, num_heads)
    y = F.layer_norm(y, y.shape[-1:])
    return y @ params["W_out"] + params["b_out"]
