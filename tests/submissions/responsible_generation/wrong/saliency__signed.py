"""Wrong: saliency -- keeps the sign."""

# The rest is right/torch_idiom.py.


def saliency(x, W, b, label):
    x = x.clone().requires_grad_(True)
    torch.log_softmax(x @ W + b, dim=0)[label].backward()
    return x.grad
