"""Witnesses for reference/bayesian_network.py: pgmpy, Russell and Norvig's numbers, and every assignment enumerated in fractions."""

from __future__ import annotations

import itertools
import math
import warnings
from collections.abc import Iterator
from fractions import Fraction
from types import SimpleNamespace

import numpy as np
import pytest

from reference import bayesian_network as network_model

ALARM = {
    "john": {"parents": ["alarm"], "table": np.array([[0.95, 0.05], [0.1, 0.9]])},
    "alarm": {
        "parents": ["burglary", "earthquake"],
        "table": np.array([[[0.999, 0.001], [0.71, 0.29]], [[0.06, 0.94], [0.05, 0.95]]]),
    },
    "mary": {"parents": ["alarm"], "table": np.array([[0.99, 0.01], [0.3, 0.7]])},
    "earthquake": {"parents": [], "table": np.array([0.998, 0.002])},
    "burglary": {"parents": [], "table": np.array([0.999, 0.001])},
}
LAWN = {
    "wet": {"parents": ["sprinkler", "rain"], "table": np.array([[[1.0, 0.0], [0.1, 0.9]], [[0.1, 0.9], [0.01, 0.99]]])},
    "rain": {"parents": ["cloudy"], "table": np.array([[0.8, 0.2], [0.2, 0.8]])},
    "cloudy": {"parents": [], "table": np.array([0.5, 0.5])},
    "sprinkler": {"parents": ["cloudy"], "table": np.array([[0.5, 0.5], [0.9, 0.1]])},
}
FIVE = (("d", ["b", "c"], 3), ("b", ["a"], 2), ("e", ["d", "a"], 2), ("a", [], 3), ("c", ["a"], 4))


def drawn(seed: int) -> dict[str, dict]:
    """Five variables of two to four values, with Dirichlet rows; children are named before their parents."""
    rng, sizes = np.random.default_rng(seed), {name: size for name, _, size in FIVE}
    return {
        name: {"parents": parents, "table": rng.dirichlet(np.ones(size), size=tuple(sizes[p] for p in parents))}
        for name, parents, size in FIVE
    }


def every_assignment(network: dict[str, dict]) -> Iterator[tuple[dict[str, int], Fraction]]:
    """Each assignment with its exact probability."""
    for values in itertools.product(*(range(node["table"].shape[-1]) for node in network.values())):
        one = dict(zip(network, values, strict=True))
        rows = ((node["table"].tolist(), [*node["parents"], name]) for name, node in network.items())
        yield one, math.prod((looked_up(table, [one[key] for key in keys]) for table, keys in rows), start=Fraction(1))


def looked_up(table: list, place: list[int]) -> Fraction:
    for index in place:
        table = table[index]
    return Fraction(table)


@pytest.fixture(scope="module")
def pgmpy() -> SimpleNamespace:
    """The library; importing it warns of what will change in it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pgmpy.factors.discrete import TabularCPD
        from pgmpy.inference import VariableElimination
        from pgmpy.models import DiscreteBayesianNetwork
    return SimpleNamespace(TabularCPD=TabularCPD, VariableElimination=VariableElimination, Network=DiscreteBayesianNetwork)


def elimination(pgmpy: SimpleNamespace, network: dict[str, dict]):
    """The same network in pgmpy, whose tables have a column for each setting of the parents, the last parent varying fastest."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        theirs = pgmpy.Network([(parent, name) for name, node in network.items() for parent in node["parents"]])
        for name, node in network.items():
            table, parents = node["table"], node["parents"]
            columns = table.reshape(-1, table.shape[-1]).T
            theirs.add_cpds(pgmpy.TabularCPD(name, table.shape[-1], columns, parents, list(table.shape[:-1])))
        assert theirs.check_model()
        return pgmpy.VariableElimination(theirs)


def asked(theirs, query: str, evidence: dict[str, int]) -> np.ndarray:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return theirs.query([query], evidence=evidence, show_progress=False).values


# ---- published numbers ----


def test_russell_and_norvigs_joint():
    night = {"john": 1, "mary": 1, "alarm": 1, "burglary": 0, "earthquake": 0}
    assert network_model.bayes_net_joint(ALARM, night) == pytest.approx(0.00062811126, rel=1e-12)


def test_russell_and_norvigs_burglary():
    answer = network_model.bayes_net_query(ALARM, "burglary", {"john": 1, "mary": 1})
    assert answer == pytest.approx([0.71582816, 0.28417184], abs=5e-9)


@pytest.mark.parametrize(
    ("query", "evidence", "published"),
    [("sprinkler", {"wet": 1}, 0.42976), ("rain", {"wet": 1}, 0.70793), ("sprinkler", {"wet": 1, "rain": 1}, 0.19450), ("wet", {}, 0.6471)],
)
def test_the_lawn_explains_away(query, evidence, published):
    assert network_model.bayes_net_query(LAWN, query, evidence)[1] == pytest.approx(published, abs=6e-6)


def test_russell_and_norvigs_sample():
    """Cloudy, no sprinkler, rain, wet: drawn with the probability 0.5 x 0.9 x 0.8 x 0.9 = 0.324."""
    order = ["cloudy", "sprinkler", "rain", "wet"]
    values = network_model.bayes_net_sample(LAWN, order, np.array([0.7, 0.4, 0.6, 0.3]))
    assert values == {"cloudy": 1, "sprinkler": 0, "rain": 1, "wet": 1}
    assert network_model.bayes_net_joint(LAWN, values) == pytest.approx(0.324, rel=1e-12)


# ---- pgmpy ----


@pytest.mark.parametrize(
    ("query", "evidence"),
    [("burglary", {"john": 1, "mary": 1}), ("alarm", {"john": 1, "earthquake": 1}), ("mary", {"burglary": 1}), ("john", {})],
)
def test_pgmpy_agrees_on_the_alarm(pgmpy, query, evidence):
    theirs = asked(elimination(pgmpy, ALARM), query, evidence)
    assert network_model.bayes_net_query(ALARM, query, evidence) == pytest.approx(theirs, rel=1e-12)


@pytest.mark.parametrize("seed", range(2))
def test_pgmpy_agrees_on_drawn_networks(pgmpy, seed):
    network = drawn(seed)
    theirs = elimination(pgmpy, network)
    for query, evidence in (("a", {"e": 1, "b": 0}), ("d", {"e": 0, "c": 3}), ("c", {"d": 2}), ("e", {}), ("b", {"d": 1, "e": 1})):
        assert network_model.bayes_net_query(network, query, evidence) == pytest.approx(asked(theirs, query, evidence), rel=1e-11)


# ---- every assignment, in exact fractions ----


@pytest.mark.parametrize("network", [ALARM, LAWN, drawn(5)], ids=["alarm", "lawn", "drawn"])
def test_joint_agrees_on_every_assignment(network):
    total = 0.0
    for one, exact in every_assignment(network):
        answer = network_model.bayes_net_joint(network, one)
        assert answer == pytest.approx(float(exact), rel=1e-12, abs=0)
        total += answer
    assert total == pytest.approx(1, rel=1e-12)


@pytest.mark.parametrize(("query", "evidence"), [("a", {"e": 1, "b": 0}), ("d", {"e": 0}), ("e", {"d": 0, "a": 2, "b": 1, "c": 3})])
def test_query_is_a_share_of_all_assignments(query, evidence):
    network = drawn(9)
    weights = [Fraction(0)] * network[query]["table"].shape[-1]
    for one, exact in every_assignment(network):
        if all(one[name] == value for name, value in evidence.items()):
            weights[one[query]] += exact
    expected = [float(weight / sum(weights)) for weight in weights]
    assert network_model.bayes_net_query(network, query, evidence) == pytest.approx(expected, rel=1e-12)


def test_impossible_evidence_is_refused():
    with pytest.raises(ValueError, match="impossible"):
        network_model.bayes_net_query(LAWN, "cloudy", {"wet": 1, "rain": 0, "sprinkler": 0})
    assert network_model.bayes_net_query(LAWN, "rain", {"wet": 1, "sprinkler": 0}).tolist() == [0, 1]


# ---- drawing ----


def test_samples_have_the_networks_frequencies():
    """A chi-square bound: with 15 degrees of freedom a right sampler exceeds 60 once in four million seeds; this seed is fixed."""
    rng, order, count = np.random.default_rng(3), ["cloudy", "rain", "sprinkler", "wet"], 4000
    seen: dict[tuple[int, ...], int] = {}
    for u in rng.random((count, 4)):
        values = network_model.bayes_net_sample(LAWN, order, u)
        key = tuple(values[name] for name in order)
        seen[key] = seen.get(key, 0) + 1
    chi_square = 0.0
    for one, exact in every_assignment(LAWN):
        expected, times = count * float(exact), seen.get(tuple(one[name] for name in order), 0)
        assert times == 0 or expected > 0
        chi_square += (times - expected) ** 2 / expected if expected else 0.0
    assert chi_square < 60


def test_rounding_at_the_end_takes_the_last_possible_value():
    nearly = {"x": {"parents": [], "table": np.array([0.5, 0.5 - 1e-9, 0.0])}}
    assert network_model.bayes_net_sample(nearly, ["x"], np.array([1 - 1e-12])) == {"x": 1}
    assert network_model.bayes_net_sample(nearly, ["x"], np.array([0.5])) == {"x": 1}  # the sum must exceed u


# ---- habits ----


def test_arguments_stay_as_they_were_and_float32_stays_float32():
    network = {name: {"parents": list(node["parents"]), "table": node["table"].astype(np.float32)} for name, node in LAWN.items()}
    before = {name: node["table"].copy() for name, node in network.items()}
    evidence, u = {"wet": 1}, np.array([0.7, 0.4, 0.6, 0.3], dtype=np.float32)
    order = ["cloudy", "sprinkler", "rain", "wet"]
    assert network_model.bayes_net_query(network, "rain", evidence).dtype == np.float32
    values = network_model.bayes_net_sample(network, order, u)
    assert np.asarray(network_model.bayes_net_joint(network, values)).dtype == np.float32
    assert evidence == {"wet": 1}
    assert order == ["cloudy", "sprinkler", "rain", "wet"]
    assert all(np.array_equal(before[name], node["table"]) for name, node in network.items())
