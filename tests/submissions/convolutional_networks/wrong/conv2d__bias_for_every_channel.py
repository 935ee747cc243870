"""Wrong: conv2d -- convolves channel by channel, and adds the bias each time."""

# The rest is right/torch_idiom.py.


def conv2d(x, w, b, stride=1, padding=0):
    return sum(F.conv2d(x[:, c:c + 1], w[:, c:c + 1], b, stride, padding) for c in range(x.shape[1]))
