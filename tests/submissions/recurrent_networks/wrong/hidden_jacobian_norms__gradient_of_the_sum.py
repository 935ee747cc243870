"""Wrong: hidden_jacobian_norms -- takes the norm of the gradient of h_T.sum()."""

# The rest is right/torch_idiom.py.


def hidden_jacobian_norms(x, h0, params):
    states = [h0.detach().clone().requires_grad_()]
    for x_t in x:
        states.append(_step(x_t[None], states[-1][None], params)[0])
    grads = torch.autograd.grad(states[-1].sum(), states)
    return torch.stack([g.norm() for g in grads])
