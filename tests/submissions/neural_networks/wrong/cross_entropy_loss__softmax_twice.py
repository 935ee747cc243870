"""Wrong: cross_entropy_loss -- hands probabilities to a loss that takes logits."""

# The rest is right/torch_idiom.py.


def cross_entropy_loss(logits, labels):
    logits = logits.detach().clone().requires_grad_()
    loss = F.cross_entropy(logits.softmax(dim=1), labels)
    loss.backward()
    return loss, logits.grad
