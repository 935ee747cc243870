"""Wrong: viterbi -- breaks ties to the highest state."""

# The rest is right/numpy_loops.py.


def viterbi(A, B, pi, observations):
    logA, logB = log_lists(A, B)
    S = len(logA)
    delta = [log(float(pi[s])) + logB[s][observations[0]] for s in range(S)]
    back = []
    for o in observations[1:]:
        new, came_from = [], []
        for j in range(S):
            best = 0
            for i in range(1, S):
                if delta[i] + logA[i][j] >= delta[best] + logA[best][j]:
                    best = i
            came_from.append(best)
            new.append(delta[best] + logA[best][j] + logB[j][o])
        back.append(came_from)
        delta = new
    state = 0
    for s in range(1, S):
        if delta[s] >= delta[state]:
            state = s
    best_score = delta[state]
    path = [state]
    for came_from in reversed(back):
        state = came_from[state]
        path.append(state)
    return path[::-1], best_score
