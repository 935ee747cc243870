"""Wrong: conv2d -- gives the answer with the channels last."""

# The rest is right/torch_idiom.py.


def conv2d(x, w, b, stride=1, padding=0):
    return F.conv2d(x, w, b, stride=stride, padding=padding).permute(0, 2, 3, 1)
