"""Wrong: bayes_net_query -- forgets to divide by p(evidence)."""

# The rest is right/numpy_loops.py.


def bayes_net_query(network, query, evidence):
    names = topological(network)
    weights = [enumerate_all(network, names, {**evidence, query: v}) for v in range(network[query]["table"].shape[-1])]
    if sum(weights) == 0:
        raise ValueError("this evidence cannot be observed")
    return weights
