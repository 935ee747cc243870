"""Wrong: max_pool2d -- ceil_mode=True."""

# The rest is right/torch_idiom.py.


def max_pool2d(x, size, stride):
    return F.max_pool2d(x, kernel_size=size, stride=stride, ceil_mode=True)
