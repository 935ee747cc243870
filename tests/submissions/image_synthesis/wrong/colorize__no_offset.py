"""Wrong: colorize -- does not subtract the offset."""

# The rest is right/torch_idiom.py.


def colorize(luminance, chroma):
    cb, cr = chroma.unbind(-1)
    r, b = luminance + 1.402 * cr, luminance + 1.772 * cb
    g = luminance - 0.344136 * cb - 0.714136 * cr
    return torch.stack([r, g, b], dim=-1).clamp(0, 1)
