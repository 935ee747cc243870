"""Wrong: conv_output_size -- leaves the padding out of the formula."""

# The rest is right/torch_idiom.py.


def conv_output_size(size, kernel, stride=1, padding=0):
    if kernel > size + 2 * padding:
        raise ValueError("too large")
    return (size - kernel) // stride + 1
