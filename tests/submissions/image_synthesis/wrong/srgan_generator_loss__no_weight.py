"""Wrong: srgan_generator_loss -- forgets the weight 0.001."""

# The rest is right/torch_idiom.py.


def srgan_generator_loss(features_real, features_fake, fake_logits):
    return F.mse_loss(features_fake, features_real) + F.softplus(-fake_logits).mean()
