"""Wrong: bayes_net_query -- uses only the evidence above the query variable, and so never meets an impossible one."""

# The rest is right/numpy_loops.py.


def above(network, name):
    found = set(network[name]["parents"])
    for parent in network[name]["parents"]:
        found |= above(network, parent)
    return found


def bayes_net_query(network, query, evidence):
    names = topological(network)
    known = {name: value for name, value in evidence.items() if name in above(network, query)}
    weights = [enumerate_all(network, names, {**known, query: value}) for value in range(network[query]["table"].shape[-1])]
    return [weight / sum(weights) for weight in weights]
