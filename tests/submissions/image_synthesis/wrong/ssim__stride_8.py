"""Wrong: ssim -- moves the windows by 8."""

# The rest is right/torch_idiom.py.


def ssim(x, y, max_value=1.0):
    x, y = x[None, None], y[None, None]
    pool = torch.nn.AvgPool2d(8)
    mx, my = pool(x), pool(y)
    vx, vy, cov = pool(x * x) - mx ** 2, pool(y * y) - my ** 2, pool(x * y) - mx * my
    c1, c2 = (0.01 * max_value) ** 2, (0.03 * max_value) ** 2
    return ((2 * mx * my + c1) * (2 * cov + c2) / ((mx ** 2 + my ** 2 + c1) * (vx + vy + c2))).mean()
