"""Wrong: convnet_shapes -- torch's order of axes."""

# The rest is right/torch_idiom.py.


def convnet_shapes(height, width, channels, filters, classes):
    x = torch.zeros(1, channels, height, width, device="meta")
    shapes = [(channels, height, width)]
    for layer in layers(height, width, channels, filters, classes):
        x = layer(x)
        shapes.append(tuple(x.shape[1:]))
    return shapes
