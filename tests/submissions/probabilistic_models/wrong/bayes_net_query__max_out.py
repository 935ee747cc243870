"""Wrong: bayes_net_query -- maximises over the hidden variables."""

# The rest is right/torch_idiom.py.


def bayes_net_query(network, query, evidence):
    names = list(network)
    sizes = [network[n]["table"].shape[-1] for n in names]
    joint = torch.ones(sizes)
    for name in names:
        own = network[name]["parents"] + [name]
        order = sorted(range(len(own)), key=lambda a: names.index(own[a]))
        joint = joint * network[name]["table"].permute(order).reshape([sizes[k] if n in own else 1 for k, n in enumerate(names)])
    joint = joint[tuple(evidence[n] if n in evidence else slice(None) for n in names)]
    others = [k for k, n in enumerate(n for n in names if n not in evidence) if n != query]
    weights = joint.amax(dim=others) if others else joint
    if weights.sum() == 0:
        raise ValueError("impossible evidence")
    return weights / weights.sum()
