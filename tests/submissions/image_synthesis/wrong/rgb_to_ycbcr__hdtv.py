"""Wrong: rgb_to_ycbcr -- uses the weights of BT.709."""

# The rest is right/torch_idiom.py.


def rgb_to_ycbcr(image):
    r, g, b = image.unbind(-1)
    y = 0.2126 * r + 0.7152 * g + 0.0722 * b
    return torch.stack([y, 0.5 + (b - y) / 1.8556, 0.5 + (r - y) / 1.5748], dim=-1)
