"""Wrong: joint_log_probability -- leaves out the probability of the first state."""

# The rest is right/numpy_loops.py.


def joint_log_probability(A, B, pi, states, observations):
    total = 0.0
    previous = None
    for s, o in zip(states, observations):
        if previous is None:
            pass
        else:
            total += log(A[previous][s])
        total += log(B[s][o])
        previous = s
    return total
