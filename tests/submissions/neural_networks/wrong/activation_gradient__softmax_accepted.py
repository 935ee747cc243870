"""Wrong: activation_gradient -- differentiates the softmax too."""

# The rest is right/torch_idiom.py.


def activation_gradient(x, name):
    x = x.detach().clone().requires_grad_()
    (gradient,) = torch.autograd.grad(activation(x, name).sum(), x)
    return gradient
