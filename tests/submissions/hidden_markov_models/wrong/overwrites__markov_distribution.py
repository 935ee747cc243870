"""Wrong: markov_distribution -- overwrites p0 with the answer (its values are right)."""

# The rest is right/numpy_loops.py.


def markov_distribution(P, p0, steps):
    n = len(P)
    for j in range(n):
        column = sum(float(P[i][j]) for i in range(n))
        if abs(column - 1) > 1e-4:
            raise ValueError("column %d of P sums to %f" % (j, column))
    p = [float(v) for v in p0]
    for _ in range(steps):
        new = []
        for i in range(n):
            new.append(sum(float(P[i][j]) * p[j] for j in range(n)))
        p = new
    for i in range(n):
        p0[i] = p[i]
    return p0
