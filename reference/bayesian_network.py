"""A Bayesian network: variables, each of which depends directly on a few others, its parents.

    network = {
        "rain": {"parents": [], "table": p(rain)},                                  (2,)
        "wet":  {"parents": ["sprinkler", "rain"], "table": p(wet | its parents)},  (2, 2, 3)
        ...
    }

The dict may name the variables in any order. Values are counted from 0. A table has one axis for each parent, in the order of "parents",
and a last axis for the value of the variable itself, along which it sums to 1. The network stands for one joint distribution:

    p(x_1, ..., x_n) = product over i of p(x_i | parents of x_i)

Everything else follows by adding up joint probabilities. That takes time that grows exponentially with the number of hidden variables,
and is the plainest right way.

Sources: Russell and Norvig, "Artificial Intelligence: A Modern Approach", chapter "Probabilistic Reasoning" (enumeration, the burglary
and the sprinkler network, prior sampling); Pearl, "Probabilistic Reasoning in Intelligent Systems" (1988).
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np


def _distribution(node: dict, values: dict[str, int]) -> np.ndarray:
    """p(variable | its parents), (k,), where the parents have these values."""
    return node["table"][tuple(values[parent] for parent in node["parents"])]


def bayes_net_joint(network: dict[str, dict], assignment: dict[str, int]) -> float:
    """The probability that every variable has the value which the assignment names.

    network: name -> {"parents": names, "table": array}; assignment: name -> value. Returns a number.
    """
    probability = 1.0
    for name, node in network.items():
        probability = probability * _distribution(node, assignment)[assignment[name]]
    return probability


def _completions(network: dict[str, dict], known: dict[str, int]) -> Iterator[dict[str, int]]:
    """Every assignment of all variables that agrees with what is known."""
    hidden = [name for name in network if name not in known]
    if not hidden:
        yield known
        return
    for value in range(network[hidden[0]]["table"].shape[-1]):
        yield from _completions(network, {**known, hidden[0]: value})


def bayes_net_query(network: dict[str, dict], query: str, evidence: dict[str, int]) -> np.ndarray:
    """The distribution of one variable, given the values of some others: p(query | evidence), (k,).

    Raises ValueError where the evidence has the probability 0.
    """
    table = network[query]["table"]
    asked = [{**evidence, query: value} for value in range(table.shape[-1])]
    joint = [sum(bayes_net_joint(network, everything) for everything in _completions(network, known)) for known in asked]
    weights = np.array(joint, dtype=table.dtype)  # p(query = value, evidence)
    total = weights.sum()  # p(evidence)
    if total == 0:
        raise ValueError("the evidence is impossible")
    return weights / total


def _inverse_cdf(p: np.ndarray, u: float) -> int:
    """The smallest i with cumulative sum > u; if rounding leaves none, the last i of positive probability."""
    return min(np.searchsorted(np.cumsum(p), u, side="right"), np.flatnonzero(p)[-1])


def bayes_net_sample(network: dict[str, dict], order: list[str], u: np.ndarray) -> dict[str, int]:
    """Ancestral sampling: draw every variable after its parents, given what they have become.

    order: all names, parents before their children; u (len(order),), uniform in [0, 1): u[i] draws order[i], by inverse CDF.
    Returns a dict name -> value.
    """
    values: dict[str, int] = {}
    for i, name in enumerate(order):
        values[name] = _inverse_cdf(_distribution(network[name], values), u[i])
    return values
