"""Wrong: expected_calibration_error -- a plain mean over the bins."""

# The rest is right/torch_idiom.py.


def expected_calibration_error(probabilities, labels, bins):
    conf, pred = probabilities.max(dim=1)
    acc = pred.eq(labels).float()
    which = torch.ceil(conf * bins)
    gaps = [(conf[which == b].mean() - acc[which == b].mean()).abs() for b in which.unique()]
    return torch.stack(gaps).mean()
