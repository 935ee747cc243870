"""Autoregressive models in PyTorch: unfold for the lags, torch.linalg.lstsq, torch.distributions for the likelihood."""
import torch

FRAMEWORK = "torch"


def lags(x, p):
    """(n,) -> (n - p, p), latest value first."""
    return x.unfold(0, p, 1)[:-1].flip(1)


def simulate_ar(c, phi, noise, initial):
    history = list(initial)
    for e in noise:
        past = torch.stack(history[-len(phi):]).flip(0)
        history.append(c + torch.dot(phi, past) + e)
    return torch.stack(history[len(initial):])


def fit_ar(x, order):
    rows = x.shape[0] - order
    if rows < order + 1:
        raise ValueError("series too short")
    if order == 0:
        return x.mean(), x.new_zeros(0), x.var(unbiased=False)
    design = torch.cat([x.new_ones(rows, 1), lags(x, order)], dim=1)
    solution = torch.linalg.lstsq(design, x[order:, None]).solution.squeeze(1)
    residual = x[order:] - design @ solution
    return solution[0], solution[1:], residual.pow(2).mean()


def ar_residuals(x, c, phi):
    return x[len(phi):] - (c + lags(x, len(phi)) @ phi)


@torch.no_grad()
def forecast_ar(x, c, phi, steps):
    past = x[-len(phi):].flip(0)
    out = []
    for _ in range(steps):
        new = c + phi @ past
        out.append(new)
        past = torch.cat([new[None], past[:-1]])
    return torch.stack(out)


def autocorrelation(x, max_lag):
    d = (x - x.mean())[None, None]
    full = torch.nn.functional.conv1d(torch.nn.functional.pad(d, (0, max_lag)), d).flatten()
    return full / full[0]


def is_stationary(phi):
    p = len(phi)
    companion = torch.diag(torch.ones(p - 1, device=phi.device), -1)
    companion[0] = phi
    return (torch.linalg.eigvals(companion).abs() < 1).all()


def ar_log_likelihood(x, c, phi, sigma2):
    mean = c + lags(x, len(phi)) @ phi
    return torch.distributions.Normal(mean, sigma2 ** 0.5).log_prob(x[len(phi):]).sum()


def fit_var(X, order):
    n, K = X.shape
    design = torch.cat([X[order - i : n - i] for i in range(1, order + 1)] + [X.new_ones(n - order, 1)], dim=1)
    gram = design.T @ design
    B = torch.linalg.solve(gram, design.T @ X[order:])           # normal equations
    return B[-1], B[:-1].T.reshape(K, order, K).permute(1, 0, 2)


def forecast_var(X, c, A, steps):
    for _ in range(steps):
        latest_first = X[-A.shape[0]:].flip(0)
        new = c + torch.einsum("pjk,pk->j", A, latest_first)
        X = torch.cat([X, new[None]])
    return X[-steps:]
