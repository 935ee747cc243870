"""Wrong: hidden_jacobian_norms -- takes the largest singular value instead of the Frobenius norm."""

# The rest is right/numpy_vectorised.py.


def hidden_jacobian_norms(x, h0, params):
    J = np.eye(len(h0))
    norms = [np.linalg.norm(J, 2)]
    for h in _all_states(x[None], h0[None], params)[:0:-1, 0]:
        J = J @ np.diag(1 - h ** 2) @ params["Wh"].T
        norms.append(np.linalg.norm(J, 2))
    return np.array(norms[::-1])
