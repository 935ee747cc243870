"""Wrong: bayes_net_query -- does not look for impossible evidence."""

# The rest is right/numpy_vectorised.py.


def bayes_net_query(network, query, evidence):
    factors = [restrict((node["parents"] + [name], node["table"]), evidence) for name, node in network.items()]
    for name in network:
        if name != query and name not in evidence:
            touched = [f for f in factors if name in f[0]]
            factors = [f for f in factors if name not in f[0]] + [sum_out(name, reduce(multiply, touched))]
    weights = reduce(multiply, factors)[1]
    with np.errstate(invalid="ignore"):
        return weights / weights.sum()
