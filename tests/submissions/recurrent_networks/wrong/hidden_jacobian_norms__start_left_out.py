"""Wrong: hidden_jacobian_norms -- begins with h_1 and leaves out h0."""

# The rest is right/numpy_loops.py.


def hidden_jacobian_norms(x, h0, params):
    p = as_lists(params)
    states = states_of_one(x.tolist(), h0.tolist(), p)
    J = np.eye(len(h0))
    norms = [np.linalg.norm(J)]
    for h in states[:1:-1]:
        J = J @ np.diag(1 - np.array(h) ** 2) @ np.array(p["Wh"]).T
        norms.append(np.linalg.norm(J))
    return norms[::-1]
