"""Wrong: conv2d -- flips the filters, a convolution in the mathematician's sense."""

# The rest is right/torch_idiom.py.


def conv2d(x, w, b, stride=1, padding=0):
    return F.conv2d(x, w.flip(-1, -2), b, stride=stride, padding=padding)
