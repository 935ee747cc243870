"""Wrong: dalle_sequence -- cuts a text that is too long."""

# The rest is right/torch_idiom.py.


def dalle_sequence(text, image, text_vocab, text_length):
    padded = torch.arange(text_vocab, text_vocab + text_length)
    text = text[:text_length]
    padded[: len(text)] = text
    return torch.cat([padded, image + text_vocab + text_length])
