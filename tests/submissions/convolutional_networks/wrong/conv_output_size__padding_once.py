"""Wrong: conv_output_size -- counts the padding of one side only."""

# The rest is right/torch_idiom.py.


def conv_output_size(size, kernel, stride=1, padding=0):
    if kernel > size + padding:
        raise ValueError("too large")
    return (size + padding - kernel) // stride + 1
