"""Wrong: kl_divergence -- computes KL(q || p)."""

# The rest is right/numpy_loops.py.


def kl_divergence(p, q):
    total = 0.0
    for p_i, q_i in zip(p, q):
        if q_i > 0:
            if p_i == 0:
                return math.inf
            total += q_i * math.log(q_i / p_i)
    return total
