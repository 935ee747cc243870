"""Wrong: conv2d_backward -- divides the gradients of w and b by the number of images."""

# The rest is right/torch_idiom.py.


def conv2d_backward(dy, x, w, stride=1, padding=0):
    x = x.detach().clone().requires_grad_()
    w = w.detach().clone().requires_grad_()
    b = torch.zeros(w.shape[0], device=w.device, requires_grad=True)
    dx, dw, db = torch.autograd.grad(F.conv2d(x, w, b, stride=stride, padding=padding), (x, w, b), dy)
    return dx, dw / len(x), db / len(x)
