"""Wrong: forecast_var -- multiplies from the left."""

# The rest is right/torch_idiom.py.


def forecast_var(X, c, A, steps):
    for _ in range(steps):
        new = c + sum(X[-1 - i] @ A[i] for i in range(len(A)))
        X = torch.cat([X, new[None]])
    return X[-steps:]
