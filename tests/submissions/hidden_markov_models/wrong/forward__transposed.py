"""Wrong: forward -- uses A transposed."""

# The rest is right/torch_idiom.py.


def _own_forward(A, B, pi, observations):
    log_A = A.log()
    emission = B.log().T[observations]                     # (T, S)
    rows = [pi.log() + emission[0]]
    for e in emission[1:]:
        rows.append(torch.logsumexp(rows[-1].unsqueeze(1) + log_A, dim=0) + e)
    log_alpha = torch.stack(rows)
    return log_alpha, torch.logsumexp(log_alpha[-1], dim=0)


def forward(A, B, pi, observations):
    log_A = A.log().T
    emission = B.log().T[observations]                     # (T, S)
    rows = [pi.log() + emission[0]]
    for e in emission[1:]:
        rows.append(torch.logsumexp(rows[-1].unsqueeze(1) + log_A, dim=0) + e)
    log_alpha = torch.stack(rows)
    return log_alpha, torch.logsumexp(log_alpha[-1], dim=0)


def posterior(A, B, pi, observations):
    log_alpha, _ = _own_forward(A, B, pi, observations)
    return torch.softmax(log_alpha + backward(A, B, observations), dim=1)


def _em(A, B, pi, observations):
    log_alpha, log_likelihood = _own_forward(A, B, pi, observations)
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


def baum_welch(A, B, pi, observations, iterations):
    likelihoods = []
    for _ in range(iterations):
        A, B, pi, ll = _em(A, B, pi, observations)
        likelihoods.append(ll)
    likelihoods.append(_own_forward(A, B, pi, observations)[1])
    return A, B, pi, torch.stack(likelihoods)
