"""Wrong: bayes_net_joint -- looks parents up in alphabetical order."""

# The rest is right/numpy_vectorised.py.


def bayes_net_joint(network, assignment):
    return np.prod([node["table"][tuple(assignment[n] for n in sorted(node["parents"]) + [name])] for name, node in network.items()])
