"""Recurrent network in PyTorch: torch.nn.RNN with the given weights, everything backward by autograd."""
import torch
from torch import nn

FRAMEWORK = "torch"


def _step(x, h, p):
    return torch.tanh(torch.addmm(p["b"], x, p["Wx"]) + h @ p["Wh"])


def _run(x, h, p):
    hs = []
    for x_t in x.unbind(dim=1):
        h = _step(x_t, h, p)
        hs.append(h)
    return torch.stack(hs, dim=1)


def rnn_cell(x, h, params):
    return _step(x, h, params)


def rnn_forward(x, h0, params):
    D, H = params["Wx"].shape
    rnn = nn.RNN(D, H, batch_first=True).to(x.device, x.dtype)
    with torch.no_grad():
        rnn.weight_ih_l0.copy_(params["Wx"].T)
        rnn.weight_hh_l0.copy_(params["Wh"].T)
        rnn.bias_ih_l0.copy_(params["b"])
        rnn.bias_hh_l0.zero_()
    hs, _ = rnn(x, h0.unsqueeze(0).contiguous())
    return hs


def rnn_backward(dhs, x, h0, params):
    leaves = {"x": x, "h0": h0, **params}
    leaves = {name: value.detach().clone().requires_grad_() for name, value in leaves.items()}
    hs = _run(leaves["x"], leaves["h0"], leaves)
    grads = torch.autograd.grad(hs, list(leaves.values()), grad_outputs=dhs)
    return dict(zip(leaves, grads))


def rnn_predict(x, h0, params):
    return nn.functional.linear(_run(x, h0, params), params["Wy"].T, params["by"])


def hidden_jacobian_norms(x, h0, params):
    states = [h0]
    for x_t in x:
        states.append(_step(x_t[None], states[-1][None], params)[0])
    norms = []
    for t, h in enumerate(states):
        def last(h):
            h = h[None]
            for x_t in x[t:]:
                h = _step(x_t[None], h, params)
            return h[0]
        norms.append(torch.autograd.functional.jacobian(last, h).norm())
    return torch.stack(norms)


def clip_by_global_norm(gradients, max_norm):
    copies = []
    for g in gradients:
        p = nn.Parameter(torch.zeros_like(g))
        p.grad = g.clone()
        copies.append(p)
    norm = nn.utils.clip_grad_norm_(copies, max_norm)
    return [p.grad for p in copies], norm
