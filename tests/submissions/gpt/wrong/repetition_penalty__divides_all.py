"""Wrong: repetition_penalty -- divides negative logits too, which encourages those tokens."""

# The rest is right/torch_idiom.py.


def repetition_penalty(logits, generated, penalty):
    ids = generated.unique()
    return logits.scatter(0, ids, logits[ids] / penalty)
