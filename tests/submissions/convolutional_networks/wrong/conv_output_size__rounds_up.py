"""Wrong: conv_output_size -- rounds up where the stride leaves a rest."""

# The rest is right/torch_idiom.py.


def conv_output_size(size, kernel, stride=1, padding=0):
    if kernel > size + 2 * padding:
        raise ValueError(f"a kernel of {kernel} does not fit")
    return -(-(size + 2 * padding - kernel) // stride) + 1
