"""Wrong: generator_loss_nonsaturating -- takes the cross-entropy of chances, which PyTorch cuts off at 100."""

# The rest is right/torch_idiom.py.


def generator_loss_nonsaturating(fake_logits):
    chances = torch.sigmoid(fake_logits)
    return F.binary_cross_entropy(chances, torch.ones_like(chances))
