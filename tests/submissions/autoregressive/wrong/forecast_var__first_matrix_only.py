"""Wrong: forecast_var -- uses A[0] only."""

# The rest is right/numpy_vectorised.py.


def forecast_var(X, c, A, steps):
    row, rows = X[-1], []
    for _ in range(steps):
        row = c + A[0] @ row
        rows.append(row)
    return np.array(rows)
