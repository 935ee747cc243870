"""Wrong: bayes_net_sample -- hands out u in the order of the dict."""

# The rest is right/numpy_vectorised.py.


_in_order = bayes_net_sample


def bayes_net_sample(network, order, u):
    number = {name: u[i] for i, name in enumerate(network)}
    return _in_order(network, order, [number[name] for name in order])
