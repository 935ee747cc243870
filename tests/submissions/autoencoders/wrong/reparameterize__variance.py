"""Wrong: reparameterize -- multiplies eps by the variance."""

# The rest is right/numpy_loops.py.


def reparameterize(mu, log_var, eps):
    z = []
    for m_row, v_row, e_row in zip(mu.tolist(), log_var.tolist(), eps.tolist()):
        z.append([m + math.exp(v) * e for m, v, e in zip(m_row, v_row, e_row)])
    return z
