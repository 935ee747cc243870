"""Wrong: encoder_layer -- norm_first=True."""

# The rest is right/torch_idiom.py.


_right_encoder_layer = encoder_layer


@torch.no_grad()
def encoder_layer(x, params, num_heads, mask=None):
    layer = nn.TransformerEncoderLayer(x.size(-1), num_heads, norm_first=True, **_options(params, x))
    layer = _fill(layer, {**_attention_state(params["attention"], "self_attn."), **_layer_state(params)})
    return layer(x, src_mask=None if mask is None else ~mask)


def transformer(source, target, params, num_heads):
    memory = _embed(source, params["source_embedding"])
    for layer in params["encoder"]:
        memory = _right_encoder_layer(memory, layer, num_heads)
    y = _embed(target, params["target_embedding"])
    for layer in params["decoder"]:
        y = decoder_layer(y, memory, layer, num_heads)
    return y @ params["W_out"] + params["b_out"]
