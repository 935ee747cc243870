"""Wrong: adam_step -- takes t to be 0 in the first step."""

# The rest is right/torch_idiom.py.


def adam_step(param, gradient, m, v, t, learning_rate=1e-3, beta1=0.9, beta2=0.999, eps=1e-8):
    p = nn.Parameter(param.clone())
    p.grad = gradient.clone()
    adam = torch.optim.Adam([p], lr=learning_rate, betas=(beta1, beta2), eps=eps)
    adam.state[p] = {"step": torch.tensor(float(t)), "exp_avg": m.clone(), "exp_avg_sq": v.clone()}
    adam.step()
    return p, adam.state[p]["exp_avg"], adam.state[p]["exp_avg_sq"]
