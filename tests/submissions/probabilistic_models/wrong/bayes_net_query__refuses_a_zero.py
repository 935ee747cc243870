"""Wrong: bayes_net_query -- refuses evidence that rules out one value of the query variable."""

# The rest is right/numpy_loops.py.


def bayes_net_query(network, query, evidence):
    names = topological(network)
    weights = []
    for value in range(network[query]["table"].shape[-1]):
        weight = enumerate_all(network, names, {**evidence, query: value})
        if weight == 0:
            raise ValueError("this evidence cannot be observed")
        weights.append(weight)
    total = sum(weights)
    return [weight / total for weight in weights]
