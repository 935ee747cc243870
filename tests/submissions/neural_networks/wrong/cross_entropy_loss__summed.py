"""Wrong: cross_entropy_loss -- sums over the rows."""

# The rest is right/torch_idiom.py.


def cross_entropy_loss(logits, labels):
    logits = logits.detach().clone().requires_grad_()
    loss = F.cross_entropy(logits, labels, reduction="sum")
    loss.backward()
    return loss, logits.grad
