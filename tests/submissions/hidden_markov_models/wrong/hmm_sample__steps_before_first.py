"""Wrong: hmm_sample -- draws a state from pi and moves once before the first observation."""

# The rest is right/numpy_loops.py.


def hmm_sample(A, B, pi, u):
    states, observations = [], []
    state = pick(pi, u[0][0])
    for t in range(len(u)):
        state = pick(A[state], u[t][0])
        states.append(state)
        observations.append(pick(B[state], u[t][1]))
    return states, observations
