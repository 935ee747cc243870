"""Wrong: avg_pool2d -- divides x in place before it adds up (its values are right)."""

# The rest is right/torch_idiom.py.


def avg_pool2d(x, size, stride):
    x /= size * size
    return F.avg_pool2d(x, kernel_size=size, stride=stride, divisor_override=1)
