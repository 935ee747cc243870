"""Wrong: generator_loss_minimax -- has the sign of what the discriminator minimises."""

# The rest is right/torch_idiom.py.


def generator_loss_minimax(fake_logits):
    return F.softplus(fake_logits).mean()
