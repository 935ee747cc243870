"""Wrong: transformer -- scales the embedding tables in place (its values are right)."""

# The rest is right/torch_idiom.py.


def transformer(source, target, params, num_heads):
    D = params["W_out"].size(0)
    x = params["source_embedding"].mul_(D ** 0.5)[source] + positional_encoding(source.size(1), D)
    y = params["target_embedding"].mul_(D ** 0.5)[target] + positional_encoding(target.size(1), D)
    for layer in params["encoder"]:
        x = encoder_layer(x, layer, num_heads)
    for layer in params["decoder"]:
        y = decoder_layer(y, x, layer, num_heads)
    return y @ params["W_out"] + params["b_out"]
