"""Wrong: masked_lm_loss -- exp of raw logits."""

# The rest is right/numpy_vectorised.py.


def masked_lm_loss(logits, labels):
    keep = labels != -100
    if not keep.any():
        return 0.0
    e = np.exp(logits[keep])
    p = e[np.arange(len(e)), labels[keep]] / e.sum(axis=1)
    return -np.log(p).mean()
