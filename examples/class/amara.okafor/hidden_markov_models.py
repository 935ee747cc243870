# Amara Okafor, HMM assignment, PyTorch
import torch

FRAMEWORK = "torch"


def markov_distribution(P, p0, steps):
    if (P.sum(0) - 1).abs().max() > 1e-4:
        raise ValueError("P is not column-stochastic")
    return torch.linalg.matrix_power(P, steps) @ p0


def stationary_distribution(P):
    n = len(P)
    M = P - torch.eye(n, device=P.device)
    M = torch.vstack([M[1:], torch.ones(1, n, device=P.device)])
    rhs = torch.zeros(n, device=P.device)
    rhs[n - 1] = 1
    return torch.linalg.solve(M, rhs)


def joint_log_probability(A, B, pi, states, observations):
    factors = torch.cat([pi[states[:1]], A[states[:-1], states[1:]], B[states, observations]])
    return torch.log(factors).sum()


def forward(A, B, pi, observations):
    log_A, log_B = torch.log(A), torch.log(B)
    alpha = [torch.log(pi) + log_B[:, observations[0]]]
    for o in observations[1:]:
        alpha.append(torch.logsumexp(alpha[-1][:, None] + log_A, 0) + log_B[:, o])
    alpha = torch.stack(alpha)
    return alpha, torch.logsumexp(alpha[-1], 0)


def backward(A, B, observations):
    log_A, log_B = torch.log(A), torch.log(B)
    beta = [torch.zeros(len(A), device=A.device)]
    for o in observations[1:].flip(0):
        beta.insert(0, torch.logsumexp(log_A + log_B[:, o] + beta[0], 1))
    return torch.stack(beta)


def posterior(A, B, pi, observations):
    alpha, _ = forward(A, B, pi, observations)
    beta = backward(A, B, observations)
    return torch.softmax(alpha + beta, dim=-1)


def viterbi(A, B, pi, observations):
    # double precision: the scores of a long sequence are large and close to each other
    log_A, log_B = torch.log(A.double()), torch.log(B.double())
    delta = torch.log(pi.double()) + log_B[:, observations[0]]
    psi = []
    for o in observations[1:]:
        scores = delta[:, None] + log_A
        best = scores.max(dim=0).values
        psi.append(first_max(scores, best))
        delta = best + log_B[:, o]
    path = [first_max(delta[:, None], delta.max())]
    for p in reversed(psi):
        path.append(p[path[-1]].view(1))
    return torch.cat(path[::-1]), delta.max()


def first_max(scores, best):
    """Index of the first row that reaches the maximum of its column."""
    n = len(scores)
    rows = torch.arange(n, device=scores.device)[:, None].expand_as(scores)
    return torch.where(scores == best, rows, n).min(dim=0).values


def baum_welch_step(A, B, pi, observations):
    alpha, log_likelihood = forward(A, B, pi, observations)
    beta = backward(A, B, observations)
    gamma = torch.softmax(alpha + beta, dim=-1)                        # (T, S)
    later = torch.log(B).T[observations[1:]] + beta[1:]                # (T - 1, S)
    xi = torch.exp(alpha[:-1, :, None] + torch.log(A) + later[:, None] - log_likelihood)
    move = xi.sum(0)
    show = torch.stack([gamma[observations == k].sum(0) for k in range(B.shape[1])], dim=1)
    return divide(move, A), divide(show, B), gamma[0]


def divide(counts, old):
    total = counts.sum(1, keepdim=True)
    return torch.where(total > 0, counts / total.clamp(min=1e-30), old)


def baum_welch(A, B, pi, observations, iterations):
    history = [forward(A, B, pi, observations)[1]]
    for _ in range(iterations):
        A, B, pi = baum_welch_step(A, B, pi, observations)
        history.append(forward(A, B, pi, observations)[1])
    return A, B, pi, torch.stack(history)


def hmm_sample(A, B, pi, u):
    def inverse_cdf(p, u):
        c = torch.cumsum(p, 0)
        i = int((c <= u).sum())
        return i if i < len(p) else int(p.nonzero().max())

    z, x = [], []
    for t in range(len(u)):
        z.append(inverse_cdf(A[z[-1]] if z else pi, u[t, 0]))
        x.append(inverse_cdf(B[z[-1]], u[t, 1]))
    return torch.tensor(z), torch.tensor(x)
