"""Wrong: avg_pool2d -- adds up and does not divide."""

# The rest is right/torch_idiom.py.


def avg_pool2d(x, size, stride):
    return F.avg_pool2d(x, kernel_size=size, stride=stride, divisor_override=1)
