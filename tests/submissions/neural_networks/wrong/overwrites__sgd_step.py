"""Wrong: sgd_step -- steps in place and returns the same dict."""

# The rest is right/torch_idiom.py.


def sgd_step(params, gradients, learning_rate):
    for key in params:
        params[key] -= learning_rate * gradients[key]
    return params
