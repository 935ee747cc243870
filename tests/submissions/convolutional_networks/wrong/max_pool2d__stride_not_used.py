"""Wrong: max_pool2d -- torch's default: the stride is the size."""

# The rest is right/torch_idiom.py.


def max_pool2d(x, size, stride):
    return F.max_pool2d(x, kernel_size=size)
