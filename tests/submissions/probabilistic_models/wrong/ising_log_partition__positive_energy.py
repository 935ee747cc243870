"""Wrong: ising_log_partition -- sums exp(E), not exp(-E)."""

# The rest is right/tensorflow_idiom.py.


_right_sign = ising_log_partition


def ising_log_partition(rows, cols, coupling, field):
    return _right_sign(rows, cols, -coupling, -field)
