"""Wrong: generator_loss_nonsaturating -- adds a small number to the chances before the logarithm."""

# The rest is right/torch_idiom.py.


def generator_loss_nonsaturating(fake_logits):
    chances = torch.sigmoid(fake_logits)
    return -torch.log(chances + 1e-8).mean()
