"""Wrong: decoder_layer -- forgets memory_mask."""

# The rest is right/torch_idiom.py.


_right_decoder_layer = decoder_layer


def decoder_layer(y, memory, params, num_heads, memory_mask=None):
    return _right_decoder_layer(y, memory, params, num_heads)
