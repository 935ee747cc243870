"""Wrong: mse_loss -- has a factor of 1/2."""

# The rest is right/torch_idiom.py.


def mse_loss(prediction, target):
    prediction = prediction.detach().clone().requires_grad_()
    loss = 0.5 * F.mse_loss(prediction, target)
    loss.backward()
    return loss, prediction.grad
