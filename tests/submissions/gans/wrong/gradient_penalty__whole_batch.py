"""Wrong: gradient_penalty -- takes one norm over the whole batch."""

# The rest is right/torch_idiom.py.


def gradient_penalty(real, fake, u, params):
    x = (u * real + (1 - u) * fake).requires_grad_(True)
    (grad,) = torch.autograd.grad(discriminator(x, params).sum(), x)
    return (grad.norm(2) - 1) ** 2
