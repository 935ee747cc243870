"""Wrong: multi_head_attention -- leaves the check to torch, which raises AssertionError."""

# The rest is right/torch_idiom.py.


@torch.no_grad()
def multi_head_attention(x_query, x_key_value, params, num_heads, mask=None):
    layer = _fill(nn.MultiheadAttention(x_query.size(-1), num_heads, batch_first=True), _attention_state(params))
    return layer(x_query, x_key_value, x_key_value, attn_mask=None if mask is None else ~mask)[0]
