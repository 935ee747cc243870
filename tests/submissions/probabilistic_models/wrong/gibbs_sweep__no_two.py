"""Wrong: gibbs_sweep -- leaves the factor 2 out."""

# The rest is right/tensorflow_idiom.py.


def gibbs_sweep(spins, coupling, field, u):
    grid = tf.Variable(spins)
    for i in range(grid.shape[0]):
        for j in range(grid.shape[1]):
            p = tf.sigmoid(coupling * neighbour_sum(grid, i, j) + field)
            grid[i, j].assign(1.0 if u[i, j] < p else -1.0)
    return grid
