"""Wrong: mlp_gradients -- returns the layers from the last to the first."""

# The rest is right/torch_idiom.py.


def mlp_gradients(x, labels, layers, name):
    leaves = [{key: p.detach().clone().requires_grad_() for key, p in layer.items()} for layer in layers]
    loss = F.cross_entropy(mlp_forward(x, leaves, name), labels)
    loss.backward()
    return loss.item(), [{key: p.grad for key, p in layer.items()} for layer in reversed(leaves)]
