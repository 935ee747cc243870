"""Wrong: memorisation_rate -- the share of training rows that were copied."""

# The rest is right/torch_idiom.py.


def memorisation_rate(generated, training, threshold):
    d = torch.cdist(generated, training, compute_mode="donot_use_mm_for_euclid_dist")
    return (d.amin(dim=0) <= threshold).float().mean()
