"""Wrong: hmm_sample -- moves along the columns of A."""

# The rest is right/tensorflow_idiom.py.


def hmm_sample(A, B, pi, u):
    states, shown = [], []
    p = pi
    for t in range(u.shape[0]):
        states.append(draw(p, u[t, 0]))
        shown.append(draw(B[states[-1]], u[t, 1]))
        p = A[:, states[-1]]
    return tf.stack(states), tf.stack(shown)
