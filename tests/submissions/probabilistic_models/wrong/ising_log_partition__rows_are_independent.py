"""Wrong: ising_log_partition -- forgets the pairs between the rows."""

# The rest is right/numpy_vectorised.py.


_whole = ising_log_partition


def ising_log_partition(rows, cols, coupling, field):
    return rows * _whole(1, cols, coupling, field)
