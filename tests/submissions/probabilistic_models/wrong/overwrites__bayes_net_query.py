"""Wrong: bayes_net_query -- puts the query into the caller's evidence (its values are right)."""

# The rest is right/numpy_loops.py.


def bayes_net_query(network, query, evidence):
    names = topological(network)
    weights = []
    for value in range(network[query]["table"].shape[-1]):
        evidence[query] = value
        weights.append(enumerate_all(network, names, evidence))
    if sum(weights) == 0:
        raise ValueError("this evidence cannot be observed")
    return [weight / sum(weights) for weight in weights]
