"""Wrong: cycle_consistency_loss -- averages the two directions."""

# The rest is right/torch_idiom.py.


def cycle_consistency_loss(x, x_cycled, y, y_cycled):
    return (F.l1_loss(x_cycled, x) + F.l1_loss(y_cycled, y)) / 2
