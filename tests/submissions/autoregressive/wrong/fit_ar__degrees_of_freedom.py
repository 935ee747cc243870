"""Wrong: fit_ar -- sigma2 is divided by the degrees of freedom (and is NaN where there are none)."""

# The rest is right/torch_idiom.py.


def fit_ar(x, order):
    rows = x.shape[0] - order
    if rows < order + 1:
        raise ValueError("series too short")
    design = torch.cat([x.new_ones(rows, 1)] + [x[order - i : x.shape[0] - i, None] for i in range(1, order + 1)], dim=1)
    solution = torch.linalg.lstsq(design, x[order:, None]).solution.squeeze(1)
    residual = x[order:] - design @ solution
    return solution[0], solution[1:], residual.pow(2).sum() / (rows - order - 1)
