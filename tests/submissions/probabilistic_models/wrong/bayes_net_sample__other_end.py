"""Wrong: bayes_net_sample -- draws 1 where u is below p(1)."""

# The rest is right/numpy_loops.py.


def bayes_net_sample(network, order, u):
    values = {}
    for name, number in zip(order, u):
        row = network[name]["table"]
        for parent in network[name]["parents"]:
            row = row[values[parent]]
        values[name] = len(row) - 1 - draw(row[::-1], number)
    return values
