"""Wrong: backward -- sums over the wrong axis of A."""

# The rest is right/torch_idiom.py.


def _own_backward(A, B, observations):
    log_A = A.log()
    emission = B.log().T[observations]
    rows = [torch.zeros_like(A[0])]
    for e in reversed(emission[1:]):
        rows.append(torch.logsumexp(log_A + (e + rows[-1]), dim=1))
    return torch.stack(rows[::-1])


def backward(A, B, observations):
    log_A = A.log()
    emission = B.log().T[observations]
    rows = [torch.zeros_like(A[0])]
    for e in reversed(emission[1:]):
        rows.append(torch.logsumexp(log_A + (e + rows[-1])[:, None], dim=0))
    return torch.stack(rows[::-1])


def posterior(A, B, pi, observations):
    log_alpha, _ = forward(A, B, pi, observations)
    return torch.softmax(log_alpha + _own_backward(A, B, observations), dim=1)


def _em(A, B, pi, observations):
    log_alpha, log_likelihood = forward(A, B, pi, observations)
    log_beta = _own_backward(A, B, observations)
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
