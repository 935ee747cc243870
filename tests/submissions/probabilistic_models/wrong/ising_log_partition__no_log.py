"""Wrong: ising_log_partition -- returns Z itself."""

# The rest is right/numpy_loops.py.


_log_z = ising_log_partition


def ising_log_partition(rows, cols, coupling, field):
    return math.exp(_log_z(rows, cols, coupling, field))
