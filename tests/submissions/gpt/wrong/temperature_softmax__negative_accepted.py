"""Wrong: temperature_softmax -- accepts a negative temperature."""

# The rest is right/torch_idiom.py.


def temperature_softmax(logits, temperature):
    return torch.softmax(logits / temperature, dim=-1) if temperature else _tempered(logits, 0)
