"""Wrong: hidden_jacobian_norms -- multiplies each step's Jacobian from the wrong side with the slopes."""

# The rest is right/numpy_vectorised.py.


def hidden_jacobian_norms(x, h0, params):
    states = rnn_forward(x[None], h0[None], params)[0]
    jacobian = np.eye(len(h0))
    norms = [np.linalg.norm(jacobian)]
    for h in states[::-1]:
        jacobian = jacobian @ params["Wh"].T @ np.diag(1 - h**2)
        norms.insert(0, np.linalg.norm(jacobian))
    return np.array(norms)
