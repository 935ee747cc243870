"""Wrong: truncation_trick -- exchanges psi and 1 - psi."""

# The rest is right/torch_idiom.py.


def truncation_trick(w, w_mean, psi):
    return w.lerp(w_mean.expand_as(w), psi)
