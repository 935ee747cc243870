"""HMM assignment in PyTorch, log space with torch.logsumexp."""
import torch

FRAMEWORK = "torch"


@torch.no_grad()
def markov_distribution(P, p0, steps):
    sums = P.sum(dim=0)
    if not torch.allclose(sums, torch.ones_like(sums), rtol=0, atol=1e-4):
        raise ValueError("the columns of P have to sum to 1")
    p = p0
    for _ in range(steps):
        p = P @ p
    return p


def stationary_distribution(P):
    n = P.shape[0]
    # replace one (redundant) balance equation by "sums to one"
    system = P - torch.eye(n, dtype=P.dtype, device=P.device)
    system = torch.cat([system[:-1], torch.ones(1, n, dtype=P.dtype, device=P.device)])
    rhs = torch.zeros(n, dtype=P.dtype, device=P.device)
    rhs[-1] = 1.0
    return torch.linalg.solve(system, rhs)


def joint_log_probability(A, B, pi, states, observations):
    log_p = pi[states[0]].log()
    log_p = log_p + A[states[:-1], states[1:]].log().sum()
    log_p = log_p + B[states, observations].log().sum()
    return log_p


def forward(A, B, pi, observations):
    log_A = A.log()
    emission = B.log().T[observations]                     # (T, S)
    rows = [pi.log() + emission[0]]
    for e in emission[1:]:
        rows.append(torch.logsumexp(rows[-1].unsqueeze(1) + log_A, dim=0) + e)
    log_alpha = torch.stack(rows)
    return log_alpha, torch.logsumexp(log_alpha[-1], dim=0)


def backward(A, B, observations):
    log_A = A.log()
    emission = B.log().T[observations]
    rows = [torch.zeros_like(A[0])]
    for e in reversed(emission[1:]):
        rows.append(torch.logsumexp(log_A + (e + rows[-1]), dim=1))
    return torch.stack(rows[::-1])


def posterior(A, B, pi, observations):
    log_alpha, _ = forward(A, B, pi, observations)
    return torch.softmax(log_alpha + backward(A, B, observations), dim=1)


def viterbi(A, B, pi, observations):
    log_A = A.log()
    emission = B.log().T[observations]
    delta = pi.log() + emission[0]
    total = torch.zeros((), dtype=torch.float64)
    pointers = []
    for e in emission[1:]:
        # keep delta near 0, float32 has few digits left at -7000
        top = delta.max()
        if torch.isfinite(top):
            delta = delta - top
            total = total + top.double().cpu()
        scores = delta.unsqueeze(1) + log_A
        best = scores.max(dim=0).values
        # first index that reaches the maximum (max() does not promise which)
        pointers.append((scores == best).int().argmax(dim=0))
        delta = best + e
    best = delta.max()
    state = int((delta == best).int().argmax())
    path = [state]
    if pointers:
        for row in reversed(torch.stack(pointers).tolist()):
            state = row[state]
            path.append(state)
    return torch.tensor(path[::-1]), total + best.double().cpu()


def _em(A, B, pi, observations):
    log_alpha, log_likelihood = forward(A, B, pi, observations)
    log_beta = backward(A, B, observations)
    gamma = torch.softmax(log_alpha + log_beta, dim=1)
    seen = torch.nn.functional.one_hot(observations, B.shape[1]).to(B.dtype)
    emission = B.log().T[observations]
    xi = log_alpha[:-1, :, None] + A.log() + (emission[1:] + log_beta[1:])[:, None, :]
    xi = torch.softmax(xi.flatten(1), dim=1).view_as(xi)    # every time step sums to 1
    moves = xi.sum(0)
    shows = gamma.T @ seen
    new_A = torch.where(moves.sum(1, keepdim=True) > 0, moves / moves.sum(1, keepdim=True), A)
    new_B = torch.where(shows.sum(1, keepdim=True) > 0, shows / shows.sum(1, keepdim=True), B)
    return new_A, new_B, gamma[0], log_likelihood


def baum_welch_step(A, B, pi, observations):
    return _em(A, B, pi, observations)[:3]


def baum_welch(A, B, pi, observations, iterations):
    likelihoods = []
    for _ in range(iterations):
        A, B, pi, ll = _em(A, B, pi, observations)
        likelihoods.append(ll)
    likelihoods.append(forward(A, B, pi, observations)[1])
    return A, B, pi, torch.stack(likelihoods)


def _draw(p, u):
    above = torch.nonzero(p.cumsum(0) > u)
    if len(above) == 0:
        return torch.nonzero(p)[-1, 0]
    return above[0, 0]


def hmm_sample(A, B, pi, u):
    states, observations = [], []
    p = pi
    for u_state, u_observation in u:
        states.append(_draw(p, u_state))
        observations.append(_draw(B[states[-1]], u_observation))
        p = A[states[-1]]
    return torch.stack(states), torch.stack(observations)
