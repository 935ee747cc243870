"""Wrong: conv2d_backward -- cuts the padding off with [p:-p], which leaves nothing where p is 0."""

# The rest is right/torch_idiom.py.


def conv2d_backward(dy, x, w, stride=1, padding=0):
    p = padding
    xp = F.pad(x, (p, p, p, p)).detach().requires_grad_()
    w = w.detach().clone().requires_grad_()
    b = torch.zeros(w.shape[0], device=w.device, requires_grad=True)
    dxp, dw, db = torch.autograd.grad(F.conv2d(xp, w, b, stride=stride), (xp, w, b), dy)
    return dxp[:, :, p:-p, p:-p], dw, db
