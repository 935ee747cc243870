"""Wrong: conv_output_size -- answers 0 or less where the kernel does not fit."""

# The rest is right/torch_idiom.py.


def conv_output_size(size, kernel, stride=1, padding=0):
    return (size + 2 * padding - kernel) // stride + 1
