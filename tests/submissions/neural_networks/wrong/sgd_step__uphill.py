"""Wrong: sgd_step -- adds the gradient."""

# The rest is right/torch_idiom.py.


def sgd_step(params, gradients, learning_rate):
    return {key: p + learning_rate * gradients[key] for key, p in params.items()}
