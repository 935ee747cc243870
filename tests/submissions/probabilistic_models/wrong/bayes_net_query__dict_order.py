"""Wrong: bayes_net_query -- takes the dict's order for a topological one."""

# The rest is right/numpy_loops.py.


def bayes_net_query(network, query, evidence):
    names = list(network)
    weights = [enumerate_all(network, names, {**evidence, query: v}) for v in range(network[query]["table"].shape[-1])]
    if sum(weights) == 0:
        raise ValueError("this evidence cannot be observed")
    return [weight / sum(weights) for weight in weights]
