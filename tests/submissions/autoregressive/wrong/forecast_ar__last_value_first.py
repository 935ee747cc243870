"""Wrong: forecast_ar -- the answer begins with the last known value."""

# The rest is right/torch_idiom.py.


def forecast_ar(x, c, phi, steps):
    path = list(x)
    for _ in range(steps):
        path.append(c + phi @ torch.stack(path[-len(phi):]).flip(0))
    return torch.stack(path[len(x) - 1 : -1])
