"""Wrong: sgd_step -- pairs parameters and gradients by their order."""

# The rest is right/tensorflow_idiom.py.


def sgd_step(params, gradients, learning_rate):
    pairs = zip(params.items(), gradients.values())
    return {key: p - learning_rate * g for (key, p), g in pairs}
