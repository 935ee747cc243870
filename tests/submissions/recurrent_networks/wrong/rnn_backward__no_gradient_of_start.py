"""Wrong: rnn_backward -- detaches h0, so that its gradient is zero."""

# The rest is right/torch_idiom.py.


def rnn_backward(dhs, x, h0, params):
    leaves = {"x": x, **params}
    leaves = {name: value.detach().clone().requires_grad_() for name, value in leaves.items()}
    hs = _run(leaves["x"], h0.detach(), leaves)
    grads = torch.autograd.grad(hs, list(leaves.values()), grad_outputs=dhs)
    return dict(zip(leaves, grads), h0=torch.zeros_like(h0))
