"""Wrong: lsgan_losses -- leaves out the halves."""

# The rest is right/torch_idiom.py.


def lsgan_losses(real_scores, fake_scores):
    d = ((real_scores - 1) ** 2).mean() + (fake_scores ** 2).mean()
    return d, ((fake_scores - 1) ** 2).mean()
