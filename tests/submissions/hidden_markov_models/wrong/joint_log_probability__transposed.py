"""Wrong: joint_log_probability -- reads A as A[next, now]."""

# The rest is right/torch_idiom.py.


def joint_log_probability(A, B, pi, states, observations):
    log_p = pi[states[0]].log()
    log_p = log_p + A[states[1:], states[:-1]].log().sum()
    log_p = log_p + B[states, observations].log().sum()
    return log_p
