"""Wrong: icm_denoise -- weighs the current pixel, not the noisy one."""

# The rest is right/numpy_loops.py.


def icm_denoise(noisy, coupling, data_weight, sweeps):
    grid = noisy.tolist()
    for _ in range(sweeps):
        for i in range(len(grid)):
            for j in range(len(grid[0])):
                h = coupling * around(grid, i, j) + data_weight * grid[i][j]
                grid[i][j] = 1.0 if h > 0 else -1.0 if h < 0 else grid[i][j]
    return grid
