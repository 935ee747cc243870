"""Wrong: gaussian_kl -- returns the mean over the rows."""

# The rest is right/numpy_loops.py.


def gaussian_kl(mu, log_var):
    return sum(kl_of_one(m, lv) for m, lv in zip(mu.tolist(), log_var.tolist())) / len(mu)
