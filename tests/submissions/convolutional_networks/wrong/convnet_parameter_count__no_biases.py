"""Wrong: convnet_parameter_count -- counts the weights only."""

# The rest is right/torch_idiom.py.


def convnet_parameter_count(height, width, channels, filters, classes):
    return sum(p.numel() for layer in layers(height, width, channels, filters, classes) for n, p in layer.named_parameters() if n == "weight")
