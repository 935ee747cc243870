"""Wrong: repetition_penalty -- writes to the logits (its values are right)."""

# The rest is right/torch_idiom.py.


def repetition_penalty(logits, generated, penalty):
    ids = generated.unique()
    score = logits[ids]
    logits[ids] = torch.where(score < 0, score * penalty, score / penalty)
    return logits
