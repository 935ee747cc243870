"""Wrong: mapping_network -- leaves the slope at 0.01."""

# The rest is right/torch_idiom.py.


def mapping_network(z, layers):
    w = z * torch.rsqrt(z.square().mean(dim=1, keepdim=True) + 1e-8)
    for layer in layers:
        w = F.leaky_relu(w @ layer["W"] + layer["b"])
    return w
