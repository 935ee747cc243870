"""Wrong answers that students of this assignment give. One class a task; each docstring is the hint that the student reads."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterable
from typing import Any

import numpy as np

from reference import bayesian_network as network_model
from reference import ising_model as ising
from reference import latent_dirichlet_allocation as lda
from reference import naive_bayes as bayes


def _log(p: Any) -> Any:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.log(p)


# ---- naive Bayes ----


def _word_counts(X, y, num_classes: int) -> np.ndarray:
    """(C, D): how often the documents of each class hold each word."""
    return np.stack([X[y == label].sum(axis=0) for label in range(num_classes)])


def _rows(counts: np.ndarray) -> np.ndarray:
    with np.errstate(divide="ignore", invalid="ignore"):
        return counts / counts.sum(axis=1, keepdims=True)


def _plain_joint(X, log_prior, log_likelihood) -> np.ndarray:
    """A matrix product, in which 0 times -inf is NaN."""
    with np.errstate(invalid="ignore"):
        return X @ log_likelihood.T + log_prior


def _softmax(scores: np.ndarray, axis: int = 1) -> np.ndarray:
    with np.errstate(invalid="ignore"):
        weights = np.exp(scores - scores.max(axis=axis, keepdims=True))
        return weights / weights.sum(axis=axis, keepdims=True)


class naive_bayes_fit:
    @staticmethod
    def no_smoothing_below(X, y, num_classes, alpha=1.0):
        """You add alpha to the count of a word, but not to the number that you divide by. There it is added once for each of the D words,
        so that the probabilities of a class sum to 1. See the handout, section 'Naive Bayes learns by counting'."""
        counts = _word_counts(X, y, num_classes)
        with np.errstate(divide="ignore", invalid="ignore"):
            return bayes.naive_bayes_fit(X, y, num_classes)[0], _log((counts + alpha) / counts.sum(axis=1, keepdims=True))

    @staticmethod
    def alpha_once_below(X, y, num_classes, alpha=1.0):
        """You add alpha once to the number that you divide by. There it is added once for each of the D words, so that the probabilities
        of a class sum to 1. See the handout, section 'Naive Bayes learns by counting'."""
        counts = _word_counts(X, y, num_classes)
        with np.errstate(divide="ignore", invalid="ignore"):
            return bayes.naive_bayes_fit(X, y, num_classes)[0], _log((counts + alpha) / (counts.sum(axis=1, keepdims=True) + alpha))

    @staticmethod
    def never_smoothed(X, y, num_classes, alpha=1.0):
        """You do not use alpha. It is added to every count of a word, so that a word that was never seen is not impossible.
        See the handout, section 'Naive Bayes learns by counting'."""
        return bayes.naive_bayes_fit(X, y, num_classes, 0.0)

    @staticmethod
    def alpha_is_always_one(X, y, num_classes, alpha=1.0):
        """You add 1 to every count, whatever alpha says. It is an argument: 1 is only its default.
        See the handout, section 'Naive Bayes learns by counting'."""
        return bayes.naive_bayes_fit(X, y, num_classes)

    @staticmethod
    def smoothed_prior(X, y, num_classes, alpha=1.0):
        """You add alpha to the counts of the classes too. The prior is not smoothed: it is the share of the documents.
        See the handout, section 'Naive Bayes learns by counting'."""
        documents = np.bincount(y, minlength=num_classes) + alpha
        return _log(documents / documents.sum()), bayes.naive_bayes_fit(X, y, num_classes, alpha)[1]

    @staticmethod
    def equal_priors(X, y, num_classes, alpha=1.0):
        """You give every class the same prior. The prior of a class is its share of the documents.
        See the handout, section 'Naive Bayes learns by counting'."""
        return np.full(num_classes, -np.log(num_classes)), bayes.naive_bayes_fit(X, y, num_classes, alpha)[1]

    @staticmethod
    def prior_by_words(X, y, num_classes, alpha=1.0):
        """Your prior is a class's share of the words. Count its documents, not its words.
        See the handout, section 'Naive Bayes learns by counting'."""
        words = _word_counts(X, y, num_classes).sum(axis=1)
        return _log(words / words.sum()), bayes.naive_bayes_fit(X, y, num_classes, alpha)[1]

    @staticmethod
    def presence(X, y, num_classes, alpha=1.0):
        """You count the documents that hold a word, where you must count how often the word occurs in them. A word that stands three times
        in a document counts three times. See the handout, section 'Naive Bayes learns by counting'."""
        return bayes.naive_bayes_fit(np.minimum(X, 1), y, num_classes, alpha)

    @staticmethod
    def bernoulli(X, y, num_classes, alpha=1.0):
        """You divide by the number of documents of a class, as for a Bernoulli model. In the multinomial model you divide by the number of
        its words. See the handout, section 'Naive Bayes learns by counting'."""
        holding = _word_counts(np.minimum(X, 1), y, num_classes)
        documents = np.bincount(y, minlength=num_classes)[:, None]
        with np.errstate(divide="ignore", invalid="ignore"):
            return bayes.naive_bayes_fit(X, y, num_classes)[0], _log((holding + alpha) / (documents + 2 * alpha))

    @staticmethod
    def over_the_classes(X, y, num_classes, alpha=1.0):
        """You divide the count of a word by its count in all classes. Divide by all words of the class: its probabilities sum to 1.
        See the handout, section 'Naive Bayes learns by counting'."""
        return bayes.naive_bayes_fit(X, y, num_classes)[0], _log(_rows((_word_counts(X, y, num_classes) + alpha).T).T)

    @staticmethod
    def probabilities(X, y, num_classes, alpha=1.0):
        """You return probabilities. This task asks for their natural logarithms.
        See the handout, section 'Naive Bayes learns by counting'."""
        log_prior, log_likelihood = bayes.naive_bayes_fit(X, y, num_classes, alpha)
        return np.exp(log_prior), np.exp(log_likelihood)

    @staticmethod
    def words_by_classes(X, y, num_classes, alpha=1.0):
        """Your log-likelihood has a row for each word. This task asks for a row for each class, (C, D).
        See the handout, section 'Naive Bayes learns by counting'."""
        log_prior, log_likelihood = bayes.naive_bayes_fit(X, y, num_classes, alpha)
        return log_prior, log_likelihood.T

    @staticmethod
    def classes_from_y(X, y, num_classes, alpha=1.0):
        """You look for the classes in y, and leave out one that has no document. It has a place too: its prior is 0.
        See the handout, section 'Naive Bayes learns by counting'."""
        found, renamed = np.unique(y, return_inverse=True)
        return bayes.naive_bayes_fit(X, renamed, len(found), alpha)

    @staticmethod
    def a_little_added(X, y, num_classes, alpha=1.0):
        """You add a small number before you take the logarithm. What is impossible has the log-probability -inf.
        See the handout, section 'Naive Bayes learns by counting'."""
        log_prior, log_likelihood = bayes.naive_bayes_fit(X, y, num_classes, alpha)
        return np.log(np.exp(log_prior) + 1e-12), np.log(np.exp(log_likelihood) + 1e-12)


class naive_bayes_joint:
    @staticmethod
    def no_prior(X, log_prior, log_likelihood):
        """You leave out the prior. The joint probability is the prior times the likelihood of the words.
        See the handout, section 'The joint probability of a document and a class'."""
        return bayes.naive_bayes_joint(X, np.zeros_like(log_prior), log_likelihood)

    @staticmethod
    def prior_for_every_word(X, log_prior, log_likelihood):
        """You count the prior once for every word. A document has one class: its prior counts once.
        See the handout, section 'The joint probability of a document and a class'."""
        return bayes.naive_bayes_joint(X, log_prior, log_likelihood) + (X.sum(axis=1, keepdims=True) - 1) * log_prior

    @staticmethod
    def presence(X, log_prior, log_likelihood):
        """You count every word once, however often the document holds it. A word that stands three times counts three times.
        See the handout, section 'The joint probability of a document and a class'."""
        return bayes.naive_bayes_joint(np.minimum(X, 1), log_prior, log_likelihood)

    @staticmethod
    def absent_words_too(X, log_prior, log_likelihood):
        """You add log(1 - p) for the words that a document does not hold, as for a Bernoulli model. In the multinomial model such words
        contribute nothing. See the handout, section 'The joint probability of a document and a class'."""
        absent = (X == 0) @ np.log1p(-np.exp(log_likelihood)).T
        return bayes.naive_bayes_joint(X, log_prior, log_likelihood) + absent

    @staticmethod
    def with_the_coefficient(X, log_prior, log_likelihood):
        """You add the multinomial coefficient. This task leaves it out: it is the same for every class.
        See the handout, section 'The joint probability of a document and a class'."""
        coefficients = [math.lgamma(row.sum() + 1) - sum(math.lgamma(count + 1) for count in row) for row in X]
        return bayes.naive_bayes_joint(X, log_prior, log_likelihood) + np.array(coefficients)[:, None]

    @staticmethod
    def normalised(X, log_prior, log_likelihood):
        """You return the logarithm of p(y | x). This task asks for that of p(x, y): nothing is divided by p(x).
        See the handout, section 'The joint probability of a document and a class'."""
        return _log(bayes.naive_bayes_posterior(X, log_prior, log_likelihood))

    @staticmethod
    def probabilities(X, log_prior, log_likelihood):
        """You return probabilities. This task asks for their natural logarithms.
        See the handout, section 'The joint probability of a document and a class'."""
        return np.exp(bayes.naive_bayes_joint(X, log_prior, log_likelihood))

    @staticmethod
    def classes_by_documents(X, log_prior, log_likelihood):
        """Your answer has a row for each class. This task asks for a row for each document, (N, C).
        See the handout, section 'The joint probability of a document and a class'."""
        return bayes.naive_bayes_joint(X, log_prior, log_likelihood).T

    @staticmethod
    def zero_times_infinity(X, log_prior, log_likelihood):
        """You multiply a count of 0 by a log-likelihood of -inf, and that is NaN. A word that the document does not hold contributes 0.
        See the handout, section 'The joint probability of a document and a class'."""
        return _plain_joint(X, log_prior, log_likelihood)

    @staticmethod
    def infinity_made_finite(X, log_prior, log_likelihood):
        """You put a large negative number in the place of -inf. A document with a word that the class never writes has -inf.
        See the handout, section 'The joint probability of a document and a class'."""
        return _plain_joint(X, np.maximum(log_prior, -1e6), np.maximum(log_likelihood, -1e6))

    @staticmethod
    def impossible_words_skipped(X, log_prior, log_likelihood):
        """You skip every word whose log-likelihood is -inf, also where the document holds it. Only a count of 0 contributes 0.
        See the handout, section 'The joint probability of a document and a class'."""
        return _plain_joint(X, log_prior, np.where(np.isfinite(log_likelihood), log_likelihood, 0))


class naive_bayes_posterior:
    @staticmethod
    def joint(X, log_prior, log_likelihood):
        """You return p(x, y). Divide by its sum over the classes, which is p(x).
        See the handout, section 'The posterior of the classes'."""
        return np.exp(bayes.naive_bayes_joint(X, log_prior, log_likelihood))

    @staticmethod
    def logarithms(X, log_prior, log_likelihood):
        """You return logarithms. This task asks for the probabilities themselves.
        See the handout, section 'The posterior of the classes'."""
        return _log(bayes.naive_bayes_posterior(X, log_prior, log_likelihood))

    @staticmethod
    def over_the_documents(X, log_prior, log_likelihood):
        """Your answer sums to 1 over the documents. It must sum to 1 over the classes, for every document.
        See the handout, section 'The posterior of the classes'."""
        return _softmax(bayes.naive_bayes_joint(X, log_prior, log_likelihood), axis=0)

    @staticmethod
    def no_prior(X, log_prior, log_likelihood):
        """You leave out the prior. A rare class needs stronger words than a common one.
        See the handout, section 'The posterior of the classes'."""
        return bayes.naive_bayes_posterior(X, np.zeros_like(log_prior), log_likelihood)

    @staticmethod
    def presence(X, log_prior, log_likelihood):
        """You count every word once, however often the document holds it. A word that stands three times counts three times.
        See the handout, section 'The posterior of the classes'."""
        return bayes.naive_bayes_posterior(np.minimum(X, 1), log_prior, log_likelihood)

    @staticmethod
    def best_class_only(X, log_prior, log_likelihood):
        """You give the best class the probability 1. This task asks how probable each class is.
        See the handout, section 'The posterior of the classes'."""
        joint = bayes.naive_bayes_joint(X, log_prior, log_likelihood)
        return np.eye(joint.shape[1])[joint.argmax(axis=1)]

    @staticmethod
    def shares_of_logarithms(X, log_prior, log_likelihood):
        """You divide logarithms by their sum. Take the exponential first: probabilities add up, logarithms do not.
        See the handout, section 'The posterior of the classes'."""
        return _rows(bayes.naive_bayes_joint(X, log_prior, log_likelihood))

    @staticmethod
    def mean_over_the_words(X, log_prior, log_likelihood):
        """You divide the logarithms by the number of words. Every word is evidence: a longer document makes you surer.
        See the handout, section 'The posterior of the classes'."""
        return _softmax(bayes.naive_bayes_joint(X, log_prior, log_likelihood) / X.sum(axis=1, keepdims=True))

    @staticmethod
    def exponentials_first(X, log_prior, log_likelihood):
        """You take exponentials of the joint log-probabilities as they are. For a long document all of them are 0 in a computer, and 0 / 0
        is NaN: subtract the largest first. See the handout, section 'The posterior of the classes'."""
        return _rows(np.exp(bayes.naive_bayes_joint(X, log_prior, log_likelihood)))

    @staticmethod
    def one_maximum_for_all(X, log_prior, log_likelihood):
        """You subtract the same maximum from all documents. Beside a short document, the exponentials of a long one are then 0 in a
        computer, and 0 / 0 is NaN: subtract every document's own. See the handout, section 'The posterior of the classes'."""
        joint = bayes.naive_bayes_joint(X, log_prior, log_likelihood)
        return _rows(np.exp(joint - joint.max()))

    @staticmethod
    def zero_times_infinity(X, log_prior, log_likelihood):
        """You multiply a count of 0 by a log-likelihood of -inf, and that is NaN. A word that the document does not hold contributes 0.
        See the handout, section 'The posterior of the classes'."""
        return _softmax(_plain_joint(X, log_prior, log_likelihood))


# ---- Bayesian networks ----


def _sizes(network: dict) -> dict[str, int]:
    return {name: node["table"].shape[-1] for name, node in network.items()}


def _with_parents(network: dict, order: Callable[[list[str]], Iterable[str]]) -> dict:
    """The same tables, read as if the parents stood in another order."""
    return {name: {"parents": list(order(node["parents"])), "table": node["table"]} for name, node in network.items()}


def _parents_averaged(network: dict) -> dict:
    """Every variable without parents: its tables averaged over what the parents may be."""
    return {
        name: {"parents": [], "table": node["table"].reshape(-1, node["table"].shape[-1]).mean(axis=0)} for name, node in network.items()
    }


def _without_roots(network: dict) -> dict:
    """The same network with 1 for the probability of every variable that has no parents."""
    return {name: node if node["parents"] else {**node, "table": np.ones_like(node["table"])} for name, node in network.items()}


def _weights(network: dict, query: str, evidence: dict, combine: Callable = sum) -> np.ndarray:
    """What is combined, over the hidden variables, for each value of the query variable."""
    sizes = _sizes(network)
    hidden = [name for name in network if name != query and name not in evidence]
    return np.array(
        [
            combine(
                [
                    network_model.bayes_net_joint(network, {**evidence, query: value, **dict(zip(hidden, others, strict=True))})
                    for others in itertools.product(*(range(sizes[name]) for name in hidden))
                ]
            )
            for value in range(sizes[query])
        ]
    )


def _shares(weights: np.ndarray) -> np.ndarray:
    """Weights divided by their sum; impossible evidence is refused, as it should be."""
    if weights.sum() == 0:
        raise ValueError("the evidence is impossible")
    return weights / weights.sum()


def _ancestors(network: dict, name: str) -> set[str]:
    parents = network[name]["parents"]
    return set(parents).union(*(_ancestors(network, parent) for parent in parents))


def _first_above(p: np.ndarray, u: float) -> int:
    """The first value whose own probability exceeds u, or else the last."""
    above = np.flatnonzero(p > u)
    return int(above[0]) if len(above) else len(p) - 1


def _is_parents_first(network: dict) -> bool:
    names = list(network)
    return all(names.index(parent) < i for i, name in enumerate(names) for parent in network[name]["parents"])


class bayes_net_joint:
    @staticmethod
    def parents_reversed(network, assignment):
        """You use the parents in reverse order. The first axis of a table belongs to the first name in "parents".
        See the handout, section 'The joint probability of a Bayesian network'."""
        return network_model.bayes_net_joint(_with_parents(network, reversed), assignment)

    @staticmethod
    def parents_by_alphabet(network, assignment):
        """You use the parents in alphabetical order. The axes of a table stand in the order of "parents".
        See the handout, section 'The joint probability of a Bayesian network'."""
        return network_model.bayes_net_joint(_with_parents(network, sorted), assignment)

    @staticmethod
    def value_first(network, assignment):
        """You use the value of the variable as the first index of its table. It is the last one, after the parents.
        See the handout, section 'The joint probability of a Bayesian network'."""
        return math.prod(
            node["table"][(assignment[name], *(assignment[parent] for parent in node["parents"]))] for name, node in network.items()
        )

    @staticmethod
    def parents_ignored(network, assignment):
        """You average over the parents. A table must be looked up at the values that the parents have.
        See the handout, section 'The joint probability of a Bayesian network'."""
        return network_model.bayes_net_joint(_parents_averaged(network), assignment)

    @staticmethod
    def roots_left_out(network, assignment):
        """You leave out the variables that have no parents. They have a probability too.
        See the handout, section 'The joint probability of a Bayesian network'."""
        return network_model.bayes_net_joint(_without_roots(network), assignment)

    @staticmethod
    def added_up(network, assignment):
        """You add up the probabilities of the variables. Multiply them.
        See the handout, section 'The joint probability of a Bayesian network'."""
        return sum(network_model.bayes_net_joint({name: node}, assignment) for name, node in network.items())

    @staticmethod
    def logarithm(network, assignment):
        """You return a logarithm. This task asks for the probability itself.
        See the handout, section 'The joint probability of a Bayesian network'."""
        return _log(network_model.bayes_net_joint(network, assignment))


class bayes_net_query:
    @staticmethod
    def not_normalised(network, query, evidence):
        """You return p(query, evidence). Divide by its sum, which is p(evidence).
        See the handout, section 'Questions to a Bayesian network'."""
        weights = _weights(network, query, evidence)
        _shares(weights)
        return weights

    @staticmethod
    def evidence_ignored(network, query, evidence):
        """You do not use the evidence: your answer is what is known without it.
        See the handout, section 'Questions to a Bayesian network'."""
        network_model.bayes_net_query(network, query, evidence)
        return network_model.bayes_net_query(network, query, {})

    @staticmethod
    def evidence_below_ignored(network, query, evidence):
        """You use the evidence only where it stands above the query variable. What is seen of its children, and of theirs, counts too: that
        is Bayes' rule. See the handout, section 'Questions to a Bayesian network'."""
        network_model.bayes_net_query(network, query, evidence)
        above = _ancestors(network, query)
        return network_model.bayes_net_query(network, query, {name: value for name, value in evidence.items() if name in above})

    @staticmethod
    def likelihood_of_the_evidence(network, query, evidence):
        """You compare p(evidence | query), as if all values of the query variable were equally common before. Multiply by p(query) first.
        See the handout, section 'Questions to a Bayesian network'."""
        weights = _weights(network, query, evidence)
        _shares(weights)
        return _shares(weights / network_model.bayes_net_query(network, query, {}))

    @staticmethod
    def roots_left_out(network, query, evidence):
        """You leave out the variables that have no parents. They have a probability too: a rare cause stays rare.
        See the handout, section 'Questions to a Bayesian network'."""
        network_model.bayes_net_query(network, query, evidence)
        return network_model.bayes_net_query(_without_roots(network), query, evidence)

    @staticmethod
    def hidden_at_their_best(network, query, evidence):
        """You take the largest probability over the hidden variables. Add up all of them.
        See the handout, section 'Questions to a Bayesian network'."""
        return _shares(_weights(network, query, evidence, max))

    @staticmethod
    def hidden_at_zero(network, query, evidence):
        """You count only the case that all hidden variables have the value 0. Add up all their values.
        See the handout, section 'Questions to a Bayesian network'."""
        network_model.bayes_net_query(network, query, evidence)
        return _shares(_weights(network, query, evidence, lambda joints: joints[0]))

    @staticmethod
    def hidden_weigh_the_same(network, query, evidence):
        """You average over the hidden variables as if all their values were equally probable. Their own probabilities belong into the sum.
        See the handout, section 'Questions to a Bayesian network'."""
        network_model.bayes_net_query(network, query, evidence)
        sizes = _sizes(network)
        hidden = [name for name in network if name != query and name not in evidence]
        answers = []
        for others in itertools.product(*(range(sizes[name]) for name in hidden)):
            given = {**evidence, **dict(zip(hidden, others, strict=True))}
            weights = _weights(network, query, given)
            answers.append(weights / (weights.sum() or 1.0))
        return _shares(sum(answers))

    @staticmethod
    def parents_reversed(network, query, evidence):
        """You use the parents in reverse order. The first axis of a table belongs to the first name in "parents".
        See the handout, section 'Questions to a Bayesian network'."""
        return network_model.bayes_net_query(_with_parents(network, reversed), query, evidence)

    @staticmethod
    def in_the_order_of_the_dict(network, query, evidence):
        """You go through the network as it is written, and look for a parent that has no value yet. The dict may name children first.
        See the handout, section 'Questions to a Bayesian network'."""
        if not _is_parents_first(network):
            raise KeyError("a parent has no value yet")
        return network_model.bayes_net_query(network, query, evidence)

    @staticmethod
    def logarithms(network, query, evidence):
        """You return logarithms. This task asks for the probabilities themselves.
        See the handout, section 'Questions to a Bayesian network'."""
        return _log(network_model.bayes_net_query(network, query, evidence))

    @staticmethod
    def zero_over_zero(network, query, evidence):
        """You divide 0 by 0 where the evidence is impossible. Raise a ValueError there.
        See the handout, section 'Questions to a Bayesian network'."""
        weights = _weights(network, query, evidence)
        with np.errstate(invalid="ignore"):
            return weights / weights.sum()

    @staticmethod
    def equal_where_impossible(network, query, evidence):
        """You return equal shares where the evidence is impossible. Raise a ValueError there.
        See the handout, section 'Questions to a Bayesian network'."""
        weights = _weights(network, query, evidence)
        return weights / weights.sum() if weights.sum() else np.full(len(weights), 1 / len(weights))

    @staticmethod
    def refuses_any_zero(network, query, evidence):
        """You refuse evidence as soon as one case of it is impossible. It is impossible only where all of its cases are.
        See the handout, section 'Questions to a Bayesian network'."""
        if _weights(network, query, evidence, min).min() == 0:
            raise ValueError("impossible")
        return network_model.bayes_net_query(network, query, evidence)

    @staticmethod
    def refuses_a_zero_in_the_answer(network, query, evidence):
        """You refuse evidence as soon as it rules out one value of the query variable. That value has the probability 0; the evidence is
        impossible only where it rules out all of them. See the handout, section 'Questions to a Bayesian network'."""
        if _weights(network, query, evidence).min() == 0:
            raise ValueError("impossible")
        return network_model.bayes_net_query(network, query, evidence)


class bayes_net_sample:
    @staticmethod
    def u_in_the_order_of_the_dict(network, order, u):
        """You give the numbers of u to the names as the network lists them. u[i] draws order[i].
        See the handout, section 'Drawing from a Bayesian network'."""
        given = dict(zip(network, u, strict=True))
        return network_model.bayes_net_sample(network, order, np.array([given[name] for name in order]))

    @staticmethod
    def parents_reversed(network, order, u):
        """You use the parents in reverse order. The first axis of a table belongs to the first name in "parents".
        See the handout, section 'Drawing from a Bayesian network'."""
        return network_model.bayes_net_sample(_with_parents(network, reversed), order, u)

    @staticmethod
    def parents_ignored(network, order, u):
        """You do not look at what the parents have become. Every variable is drawn given the values that its parents have just got.
        See the handout, section 'Drawing from a Bayesian network'."""
        return network_model.bayes_net_sample(_parents_averaged(network), order, u)

    @staticmethod
    def parents_at_zero(network, order, u):
        """You take the first rows of the tables, as if all parents were 0. Every variable is drawn given what its parents have become.
        See the handout, section 'Drawing from a Bayesian network'."""
        first = {name: {"parents": [], "table": node["table"].reshape(-1, node["table"].shape[-1])[0]} for name, node in network.items()}
        return network_model.bayes_net_sample(first, order, u)

    @staticmethod
    def from_the_other_end(network, order, u):
        """You count from the last value down, or draw 1 where u is below p(1). Add up from the value 0: it is drawn where u is small.
        See the handout, section 'Drawing from a Bayesian network'."""
        values: dict[str, int] = {}
        for name, one in zip(order, u, strict=True):
            p = network[name]["table"][tuple(values[parent] for parent in network[name]["parents"])]
            values[name] = len(p) - 1 - int(np.argmax(np.cumsum(p[::-1]) > one))
        return values

    @staticmethod
    def not_cumulative(network, order, u):
        """You look for the first value whose own probability exceeds u. Add the probabilities up: the cumulative sum must exceed u.
        See the handout, section 'Drawing from a Bayesian network'."""
        values: dict[str, int] = {}
        for name, one in zip(order, u, strict=True):
            values[name] = _first_above(network[name]["table"][tuple(values[parent] for parent in network[name]["parents"])], one)
        return values

    @staticmethod
    def one_u_for_all(network, order, u):
        """You draw every variable with the first number of u. Each has its own.
        See the handout, section 'Drawing from a Bayesian network'."""
        return network_model.bayes_net_sample(network, order, np.full_like(u, u[0]))

    @staticmethod
    def most_likely(network, order, u):
        """You take the most likely value at every draw, and do not use u. The smallest value whose cumulative sum exceeds u is asked for.
        See the handout, section 'Drawing from a Bayesian network'."""
        values: dict[str, int] = {}
        for name in order:
            values[name] = int(np.argmax(network[name]["table"][tuple(values[parent] for parent in network[name]["parents"])]))
        return values

    @staticmethod
    def counted_from_one(network, order, u):
        """Your values are counted from 1. This task counts from 0.
        See the handout, section 'Drawing from a Bayesian network'."""
        return {name: value + 1 for name, value in network_model.bayes_net_sample(network, order, u).items()}

    @staticmethod
    def a_list(network, order, u):
        """You return a list of values. This task asks for a dict from every name to its value.
        See the handout, section 'Drawing from a Bayesian network'."""
        return list(network_model.bayes_net_sample(network, order, u).values())


# ---- the Ising model ----


def _pairs(rows: int, cols: int, *, wraps: bool = False, diagonal: bool = False) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """Every pair of neighbours, once. wraps: the last row meets the first, too."""
    steps = [(0, 1), (1, 0), *([(1, 1), (1, -1)] if diagonal else [])]
    found = []
    for (i, j), (down, right) in itertools.product(np.ndindex(rows, cols), steps):
        a, b = i + down, j + right
        if wraps or (0 <= a < rows and 0 <= b < cols):
            found.append(((i, j), (a % rows, b % cols)))
    return found


def _energy(spins: np.ndarray, coupling: float, field: float, pairs: list) -> np.ndarray:
    """The energies of grids (..., rows, cols)."""
    products = sum(spins[..., a, b] * spins[..., c, d] for (a, b), (c, d) in pairs)
    return -coupling * products - field * spins.sum(axis=(-2, -1))


def _every_grid(rows: int, cols: int) -> np.ndarray:
    """(2^(rows cols), rows, cols)."""
    bits = np.arange(2 ** (rows * cols))[:, None] >> np.arange(rows * cols) & 1
    return (2.0 * bits - 1).reshape(-1, rows, cols)


def _log_sum_exp(x: np.ndarray) -> float:
    return float(np.log(np.exp(x - x.max()).sum()) + x.max())


def _neighbour_sum(spins, i, j, *, wraps: bool = False, diagonal: bool = False) -> float:
    rows, cols = spins.shape
    steps = [(-1, 0), (1, 0), (0, -1), (0, 1), *([(-1, -1), (-1, 1), (1, -1), (1, 1)] if diagonal else [])]
    around = [(i + down, j + right) for down, right in steps]
    return sum(spins[a % rows, b % cols] for a, b in around if wraps or (0 <= a < rows and 0 <= b < cols))


def _raster(shape: tuple[int, int]) -> list[tuple[int, int]]:
    return list(np.ndindex(shape))


def _checkerboard(shape: tuple[int, int]) -> list[tuple[int, int]]:
    return sorted(_raster(shape), key=lambda site: sum(site) % 2)


def _backwards(shape: tuple[int, int]) -> list[tuple[int, int]]:
    return _raster(shape)[::-1]


def _gibbs(
    spins, coupling, field, u, *, p: Callable | None = None, order: Callable = _raster, around: Callable = _neighbour_sum, parallel=False
) -> np.ndarray:
    """A sweep in which something is different. p: the probability of +1, of the neighbour sum."""
    p = p or (lambda total: 1 / (1 + math.exp(-2 * (coupling * total + field))))
    new = spins.copy()
    for i, j in order(spins.shape):
        new[i, j] = 1 if u[i, j] < p(around(spins if parallel else new, i, j)) else -1
    return new


class ising_energy:
    @staticmethod
    def pairs_twice(spins, coupling, field):
        """You count every pair of neighbours twice, once from each side. Each pair counts once.
        See the handout, section 'The energy of a grid of spins'."""
        return ising.ising_energy(spins, 2 * coupling, field)

    @staticmethod
    def wraps_round(spins, coupling, field):
        """Your grid wraps round: the last row meets the first, as with np.roll. The boundary is free.
        See the handout, section 'The energy of a grid of spins'."""
        return _energy(spins, coupling, field, _pairs(*spins.shape, wraps=True))

    @staticmethod
    def diagonals_too(spins, coupling, field):
        """You count diagonal neighbours. Neighbours are the sites above, below, left and right only.
        See the handout, section 'The energy of a grid of spins'."""
        return _energy(spins, coupling, field, _pairs(*spins.shape, diagonal=True))

    @staticmethod
    def within_the_rows_only(spins, coupling, field):
        """You count the pairs within the rows only. Sites that stand above each other are neighbours too.
        See the handout, section 'The energy of a grid of spins'."""
        return _energy(spins, coupling, field, [pair for pair in _pairs(*spins.shape) if pair[0][0] == pair[1][0]])

    @staticmethod
    def plus_for_minus(spins, coupling, field):
        """Your energy has the wrong sign. Spins that agree lower the energy.
        See the handout, section 'The energy of a grid of spins'."""
        return -ising.ising_energy(spins, coupling, field)

    @staticmethod
    def field_added(spins, coupling, field):
        """You add the term of the field. It is subtracted: a spin that points along the field lowers the energy.
        See the handout, section 'The energy of a grid of spins'."""
        return ising.ising_energy(spins, coupling, -field)

    @staticmethod
    def no_field(spins, coupling, field):
        """You leave out the field. It acts on every site.
        See the handout, section 'The energy of a grid of spins'."""
        return ising.ising_energy(spins, coupling, 0.0)

    @staticmethod
    def mean_over_the_sites(spins, coupling, field):
        """You divide by the number of sites. This task asks for the energy of the whole grid.
        See the handout, section 'The energy of a grid of spins'."""
        return ising.ising_energy(spins, coupling, field) / spins.size


class ising_log_partition:
    @staticmethod
    def no_logarithm(rows, cols, coupling, field):
        """You return Z. This task asks for its natural logarithm.
        See the handout, section 'The partition function'."""
        return math.exp(ising.ising_log_partition(rows, cols, coupling, field))

    @staticmethod
    def free_energy(rows, cols, coupling, field):
        """You return -log Z. This task asks for log Z.
        See the handout, section 'The partition function'."""
        return -ising.ising_log_partition(rows, cols, coupling, field)

    @staticmethod
    def base_two(rows, cols, coupling, field):
        """Your logarithm is to base 2. This task asks for the natural one.
        See the handout, section 'The partition function'."""
        return ising.ising_log_partition(rows, cols, coupling, field) / math.log(2)

    @staticmethod
    def plus_for_minus(rows, cols, coupling, field):
        """You sum exp(E). A grid of low energy is probable: sum exp(-E).
        See the handout, section 'The partition function'."""
        return ising.ising_log_partition(rows, cols, -coupling, -field)

    @staticmethod
    def pairs_twice(rows, cols, coupling, field):
        """You count every pair of neighbours twice, once from each side. Each pair counts once.
        See the handout, section 'The partition function'."""
        return ising.ising_log_partition(rows, cols, 2 * coupling, field)

    @staticmethod
    def wraps_round(rows, cols, coupling, field):
        """Your grids wrap round: the last row meets the first, as with np.roll. The boundary is free.
        See the handout, section 'The partition function'."""
        return _log_sum_exp(-_energy(_every_grid(rows, cols), coupling, field, _pairs(rows, cols, wraps=True)))

    @staticmethod
    def zeros_for_minus_ones(rows, cols, coupling, field):
        """Your spins are 0 and 1. They are -1 and +1.
        See the handout, section 'The partition function'."""
        return _log_sum_exp(-_energy((_every_grid(rows, cols) + 1) / 2, coupling, field, _pairs(rows, cols)))

    @staticmethod
    def no_field(rows, cols, coupling, field):
        """You leave out the field. It acts on every site.
        See the handout, section 'The partition function'."""
        return ising.ising_log_partition(rows, cols, coupling, 0.0)

    @staticmethod
    def no_coupling(rows, cols, coupling, field):
        """You treat the spins as if they were independent. Neighbours are coupled.
        See the handout, section 'The partition function'."""
        return ising.ising_log_partition(rows, cols, 0.0, field)

    @staticmethod
    def within_the_rows_only(rows, cols, coupling, field):
        """You count the pairs within the rows only. Sites that stand above each other are neighbours too.
        See the handout, section 'The partition function'."""
        return rows * ising.ising_log_partition(1, cols, coupling, field)

    @staticmethod
    def mean_over_the_grids(rows, cols, coupling, field):
        """You average exp(-E) over the grids. Z is their sum.
        See the handout, section 'The partition function'."""
        return ising.ising_log_partition(rows, cols, coupling, field) - rows * cols * math.log(2)

    @staticmethod
    def mean_over_the_sites(rows, cols, coupling, field):
        """You divide by the number of sites. This task asks for log Z of the whole grid.
        See the handout, section 'The partition function'."""
        return ising.ising_log_partition(rows, cols, coupling, field) / (rows * cols)

    @staticmethod
    def lowest_energy_only(rows, cols, coupling, field):
        """You take only the grids of the lowest energy, or the largest term of the sum. All grids count.
        See the handout, section 'The partition function'."""
        return float(-_energy(_every_grid(rows, cols), coupling, field, _pairs(rows, cols)).min())


class gibbs_sweep:
    @staticmethod
    def all_at_once(spins, coupling, field, u):
        """You update all sites from the old grid. The updates are sequential: each one sees those before it.
        See the handout, section 'A Gibbs sweep'."""
        return _gibbs(spins, coupling, field, u, parallel=True)

    @staticmethod
    def checkerboard(spins, coupling, field, u):
        """You update the grid like a checkerboard, first one colour, then the other. That samples rightly, but here the order is pinned:
        along the rows. See the handout, section 'A Gibbs sweep'."""
        return _gibbs(spins, coupling, field, u, order=_checkerboard)

    @staticmethod
    def backwards(spins, coupling, field, u):
        """You visit the sites from the last to the first. Begin at the top left.
        See the handout, section 'A Gibbs sweep'."""
        return _gibbs(spins, coupling, field, u, order=_backwards)

    @staticmethod
    def no_factor_of_two(spins, coupling, field, u):
        """You leave out the factor 2. Turning a spin from -1 to +1 changes it by 2, and the energy with it.
        See the handout, section 'A Gibbs sweep'."""
        return _gibbs(spins, coupling / 2, field / 2, u)

    @staticmethod
    def field_not_doubled(spins, coupling, field, u):
        """You double the neighbours' part only. The factor 2 is for the field as well.
        See the handout, section 'A Gibbs sweep'."""
        return _gibbs(spins, coupling, field / 2, u)

    @staticmethod
    def field_subtracted(spins, coupling, field, u):
        """You subtract the field. A spin likes to point along it.
        See the handout, section 'A Gibbs sweep'."""
        return _gibbs(spins, coupling, -field, u)

    @staticmethod
    def down_where_u_is_small(spins, coupling, field, u):
        """You set -1 where u is below the probability of +1. It is the other way round.
        See the handout, section 'A Gibbs sweep'."""
        return _gibbs(spins, coupling, field, 1 - u, p=lambda total: 1 / (1 + math.exp(2 * (coupling * total + field))))

    @staticmethod
    def plus_for_minus(spins, coupling, field, u):
        """You use the probability of -1: the sign inside the sigmoid is wrong. Neighbours that point up make +1 more probable.
        See the handout, section 'A Gibbs sweep'."""
        return _gibbs(spins, -coupling, -field, u)

    @staticmethod
    def wraps_round(spins, coupling, field, u):
        """Your grid wraps round, as with np.roll or negative indices. The boundary is free.
        See the handout, section 'A Gibbs sweep'."""
        return _gibbs(spins, coupling, field, u, around=lambda grid, i, j: _neighbour_sum(grid, i, j, wraps=True))

    @staticmethod
    def diagonals_too(spins, coupling, field, u):
        """You count diagonal neighbours. Neighbours are the sites above, below, left and right only.
        See the handout, section 'A Gibbs sweep'."""
        return _gibbs(spins, coupling, field, u, around=lambda grid, i, j: _neighbour_sum(grid, i, j, diagonal=True))

    @staticmethod
    def counts_itself(spins, coupling, field, u):
        """You count the site itself among its neighbours. Its own spin plays no part in its new one.
        See the handout, section 'A Gibbs sweep'."""
        return _gibbs(spins, coupling, field, u, around=lambda grid, i, j: _neighbour_sum(grid, i, j) + grid[i, j])

    @staticmethod
    def metropolis(spins, coupling, field, u):
        """You turn a spin where u is below exp(-change of energy): that is the Metropolis rule. A Gibbs update draws the spin anew.
        See the handout, section 'A Gibbs sweep'."""
        new = spins.copy()
        for i, j in np.ndindex(new.shape):
            change = 2 * new[i, j] * (coupling * _neighbour_sum(new, i, j) + field)
            if u[i, j] < math.exp(-change):
                new[i, j] = -new[i, j]
        return new

    @staticmethod
    def most_likely(spins, coupling, field, u):
        """You take the more probable spin, and do not use u. Site (i, j) becomes +1 where u[i, j] is below the probability of +1.
        See the handout, section 'A Gibbs sweep'."""
        return _gibbs(spins, coupling, field, np.full_like(u, 0.5))

    @staticmethod
    def zeros_for_minus_ones(spins, coupling, field, u):
        """Your new spins are 0 and 1. They are -1 and +1.
        See the handout, section 'A Gibbs sweep'."""
        return (ising.gibbs_sweep(spins, coupling, field, u) + 1) / 2


def _icm(
    noisy,
    coupling,
    data_weight,
    sweeps,
    *,
    order: Callable = _raster,
    around: Callable = _neighbour_sum,
    parallel=False,
    tied: Callable | None = None,
    data: Callable = lambda noisy, clean, i, j: noisy[i, j],
) -> np.ndarray:
    """Iterated conditional modes in which something is different. tied: the new value where the local field is 0."""
    clean = noisy.copy()
    for _ in range(sweeps):
        seen = clean.copy() if parallel else clean
        for i, j in order(noisy.shape):
            local = coupling * around(seen, i, j) + data_weight * data(noisy, seen, i, j)
            if local != 0:
                clean[i, j] = np.sign(local)
            elif tied is not None:
                clean[i, j] = tied(noisy[i, j])
    return clean


class icm_denoise:
    @staticmethod
    def all_at_once(noisy, coupling, data_weight, sweeps):
        """You update all pixels from the old picture. The updates are sequential: each one sees those before it.
        See the handout, section 'Cleaning a noisy picture'."""
        return _icm(noisy, coupling, data_weight, sweeps, parallel=True)

    @staticmethod
    def checkerboard(noisy, coupling, data_weight, sweeps):
        """You update the picture like a checkerboard, first one colour, then the other. Here the order is pinned: along the rows.
        See the handout, section 'Cleaning a noisy picture'."""
        return _icm(noisy, coupling, data_weight, sweeps, order=_checkerboard)

    @staticmethod
    def backwards(noisy, coupling, data_weight, sweeps):
        """You visit the pixels from the last to the first. Begin at the top left.
        See the handout, section 'Cleaning a noisy picture'."""
        return _icm(noisy, coupling, data_weight, sweeps, order=_backwards)

    @staticmethod
    def one_sweep_only(noisy, coupling, data_weight, sweeps):
        """You make a single sweep, whatever `sweeps` says. Repeat it.
        See the handout, section 'Cleaning a noisy picture'."""
        return ising.icm_denoise(noisy, coupling, data_weight, min(sweeps, 1))

    @staticmethod
    def one_sweep_more(noisy, coupling, data_weight, sweeps):
        """You make one sweep too many. Follow your loop with sweeps = 0: the picture stays as it is.
        See the handout, section 'Cleaning a noisy picture'."""
        return ising.icm_denoise(noisy, coupling, data_weight, sweeps + 1)

    @staticmethod
    def forgets_the_noisy_picture(noisy, coupling, data_weight, sweeps):
        """You weigh the pixel's present value with w, where the noisy one belongs. The data stay what they were, however the picture
        changes. See the handout, section 'Cleaning a noisy picture'."""
        return _icm(noisy, coupling, data_weight, sweeps, data=lambda noisy, clean, i, j: clean[i, j])

    @staticmethod
    def no_data(noisy, coupling, data_weight, sweeps):
        """You look at the neighbours only. The noisy pixel itself has the weight w.
        See the handout, section 'Cleaning a noisy picture'."""
        return ising.icm_denoise(noisy, coupling, 0.0, sweeps)

    @staticmethod
    def neighbours_of_the_noisy_picture(noisy, coupling, data_weight, sweeps):
        """You take the neighbours from the noisy picture, sweep after sweep. Take them from the picture as it is by then.
        See the handout, section 'Cleaning a noisy picture'."""
        return _icm(noisy, coupling, data_weight, sweeps, around=lambda grid, i, j: _neighbour_sum(noisy, i, j))

    @staticmethod
    def plus_for_minus(noisy, coupling, data_weight, sweeps):
        """You choose the value of the higher energy. A pixel takes the sign of its local field.
        See the handout, section 'Cleaning a noisy picture'."""
        return ising.icm_denoise(noisy, -coupling, -data_weight, sweeps)

    @staticmethod
    def wraps_round(noisy, coupling, data_weight, sweeps):
        """Your picture wraps round, as with np.roll or negative indices. The boundary is free.
        See the handout, section 'Cleaning a noisy picture'."""
        return _icm(noisy, coupling, data_weight, sweeps, around=lambda grid, i, j: _neighbour_sum(grid, i, j, wraps=True))

    @staticmethod
    def diagonals_too(noisy, coupling, data_weight, sweeps):
        """You count diagonal neighbours. Neighbours are the pixels above, below, left and right only.
        See the handout, section 'Cleaning a noisy picture'."""
        return _icm(noisy, coupling, data_weight, sweeps, around=lambda grid, i, j: _neighbour_sum(grid, i, j, diagonal=True))

    @staticmethod
    def tied_pixels_become_plus(noisy, coupling, data_weight, sweeps):
        """You set a pixel to +1 where its local field is 0. It keeps the value that it has.
        See the handout, section 'Cleaning a noisy picture'."""
        return _icm(noisy, coupling, data_weight, sweeps, tied=lambda old: 1)

    @staticmethod
    def tied_pixels_become_minus(noisy, coupling, data_weight, sweeps):
        """You set a pixel to -1 where its local field is 0. It keeps the value that it has.
        See the handout, section 'Cleaning a noisy picture'."""
        return _icm(noisy, coupling, data_weight, sweeps, tied=lambda old: -1)

    @staticmethod
    def tied_pixels_become_zero(noisy, coupling, data_weight, sweeps):
        """You set a pixel to 0 where its local field is 0, as np.sign does. It keeps the value that it has, +1 or -1.
        See the handout, section 'Cleaning a noisy picture'."""
        return _icm(noisy, coupling, data_weight, sweeps, tied=lambda old: 0)

    @staticmethod
    def tied_pixels_become_noisy_again(noisy, coupling, data_weight, sweeps):
        """You go back to the noisy pixel where the local field is 0. The pixel keeps the value that it has by then.
        See the handout, section 'Cleaning a noisy picture'."""
        return _icm(noisy, coupling, data_weight, sweeps, tied=lambda old: old)


# ---- latent Dirichlet allocation ----


def _topic_shares(weights: np.ndarray) -> np.ndarray:
    with np.errstate(invalid="ignore", divide="ignore"):
        return weights / weights.sum()


class lda_topic_distribution:
    @staticmethod
    def beta_once_below(doc_topic, topic_word, topic_total, doc, word, alpha, beta):
        """You add beta once to the total of a topic. There it is added once for each of the V words.
        See the handout, section 'The topic of one token'."""
        return _topic_shares((doc_topic[doc] + alpha) * (topic_word[:, word] + beta) / (topic_total + beta))

    @staticmethod
    def topics_for_words(doc_topic, topic_word, topic_total, doc, word, alpha, beta):
        """You add K beta to the total of a topic, with the number of topics. It is V beta, with the number of words.
        See the handout, section 'The topic of one token'."""
        return _topic_shares((doc_topic[doc] + alpha) * (topic_word[:, word] + beta) / (topic_total + len(topic_total) * beta))

    @staticmethod
    def no_smoothing_below(doc_topic, topic_word, topic_total, doc, word, alpha, beta):
        """You divide by the total of a topic as it is. V beta is added to it.
        See the handout, section 'The topic of one token'."""
        with np.errstate(divide="ignore", invalid="ignore"):
            return _topic_shares((doc_topic[doc] + alpha) * (topic_word[:, word] + beta) / topic_total)

    @staticmethod
    def totals_left_out(doc_topic, topic_word, topic_total, doc, word, alpha, beta):
        """You do not divide by the totals of the topics. Without them, a large topic gets more than its share.
        See the handout, section 'The topic of one token'."""
        return _topic_shares((doc_topic[doc] + alpha) * (topic_word[:, word] + beta))

    @staticmethod
    def alpha_and_beta_swapped(doc_topic, topic_word, topic_total, doc, word, alpha, beta):
        """You have swapped alpha and beta. alpha belongs to the document, beta to the words.
        See the handout, section 'The topic of one token'."""
        return lda.lda_topic_distribution(doc_topic, topic_word, topic_total, doc, word, beta, alpha)

    @staticmethod
    def never_smoothed(doc_topic, topic_word, topic_total, doc, word, alpha, beta):
        """You use the counts as they are. alpha and beta are added to them, so that a count of 0 is not impossible.
        See the handout, section 'The topic of one token'."""
        with np.errstate(divide="ignore", invalid="ignore"):
            return _topic_shares(doc_topic[doc] * topic_word[:, word] / topic_total)

    @staticmethod
    def word_only(doc_topic, topic_word, topic_total, doc, word, alpha, beta):
        """You look at the word only. The topics of the document's other tokens count too.
        See the handout, section 'The topic of one token'."""
        return _topic_shares((topic_word[:, word] + beta) / (topic_total + topic_word.shape[1] * beta))

    @staticmethod
    def document_only(doc_topic, topic_word, topic_total, doc, word, alpha, beta):
        """You look at the document only. The word itself counts too: some topics use it more than others.
        See the handout, section 'The topic of one token'."""
        return _topic_shares(doc_topic[doc] + alpha)

    @staticmethod
    def added_up(doc_topic, topic_word, topic_total, doc, word, alpha, beta):
        """You add the part of the document and the part of the word. Multiply them.
        See the handout, section 'The topic of one token'."""
        in_topic = (topic_word[:, word] + beta) / (topic_total + topic_word.shape[1] * beta)
        return _topic_shares(_topic_shares(doc_topic[doc] + alpha) + in_topic)

    @staticmethod
    def not_normalised(doc_topic, topic_word, topic_total, doc, word, alpha, beta):
        """Your answer does not sum to 1. Divide it by its sum.
        See the handout, section 'The topic of one token'."""
        return (doc_topic[doc] + alpha) * (topic_word[:, word] + beta) / (topic_total + topic_word.shape[1] * beta)

    @staticmethod
    def logarithms(doc_topic, topic_word, topic_total, doc, word, alpha, beta):
        """You return logarithms. This task asks for the probabilities themselves.
        See the handout, section 'The topic of one token'."""
        return _log(lda.lda_topic_distribution(doc_topic, topic_word, topic_total, doc, word, alpha, beta))


def _draw(p: np.ndarray, u: float) -> int:
    above = np.flatnonzero(np.cumsum(p) > u)
    return int(above[0]) if len(above) else len(p) - 1


def _lda_sweep(
    words,
    docs,
    topics,
    num_topics,
    vocab_size,
    alpha,
    beta,
    u,
    *,
    distribution: Callable = lda.lda_topic_distribution,
    draw: Callable = _draw,
    order: Iterable[int] | None = None,
    takes_out=True,
    puts_back=True,
    live=True,
    live_totals=True,
) -> np.ndarray:
    """A sweep in which something is different."""
    doc_topic, topic_word = np.zeros((docs.max() + 1, num_topics)), np.zeros((num_topics, vocab_size))
    np.add.at(doc_topic, (docs, topics), 1)
    np.add.at(topic_word, (topics, words), 1)
    topic_total = topic_word.sum(axis=1)
    tables = (doc_topic, topic_word, topic_total)

    def count(i: int, topic: int, by: int) -> None:
        doc_topic[docs[i], topic] += by
        topic_word[topic, words[i]] += by
        topic_total[topic] += by if live_totals else 0

    new = topics.copy()
    for i in range(len(words)) if order is None else order:
        if takes_out:
            count(i, topics[i], -1)
        new[i] = draw(distribution(*tables, docs[i], words[i], alpha, beta), u[i])
        if not takes_out:
            count(i, topics[i], -1)
        if puts_back:
            count(i, new[i] if live else topics[i], 1)
    return new


class lda_gibbs_sweep:
    @staticmethod
    def keeps_the_token(words, docs, topics, num_topics, vocab_size, alpha, beta, u):
        """You draw a token's topic while the token itself is still counted. Take it out of all counts first.
        See the handout, section 'A collapsed Gibbs sweep'."""
        return _lda_sweep(words, docs, topics, num_topics, vocab_size, alpha, beta, u, takes_out=False)

    @staticmethod
    def old_counts(words, docs, topics, num_topics, vocab_size, alpha, beta, u):
        """You draw every token from the counts at the beginning of the sweep. A token is put back with its new topic before the next one is
        drawn. See the handout, section 'A collapsed Gibbs sweep'."""
        return _lda_sweep(words, docs, topics, num_topics, vocab_size, alpha, beta, u, live=False)

    @staticmethod
    def never_put_back(words, docs, topics, num_topics, vocab_size, alpha, beta, u):
        """You take a token out of the counts and do not put it back with its new topic. The counts run empty.
        See the handout, section 'A collapsed Gibbs sweep'."""
        return _lda_sweep(words, docs, topics, num_topics, vocab_size, alpha, beta, u, puts_back=False)

    @staticmethod
    def old_totals(words, docs, topics, num_topics, vocab_size, alpha, beta, u):
        """You keep the totals of the topics as they were. They change with every token that is taken out or put back.
        See the handout, section 'A collapsed Gibbs sweep'."""
        return _lda_sweep(words, docs, topics, num_topics, vocab_size, alpha, beta, u, live_totals=False)

    @staticmethod
    def document_by_document(words, docs, topics, num_topics, vocab_size, alpha, beta, u):
        """You go through the tokens document by document. Go through them in the order of the arrays, where documents may be mixed.
        See the handout, section 'A collapsed Gibbs sweep'."""
        return _lda_sweep(words, docs, topics, num_topics, vocab_size, alpha, beta, u, order=np.argsort(docs, kind="stable"))

    @staticmethod
    def backwards(words, docs, topics, num_topics, vocab_size, alpha, beta, u):
        """You go through the tokens from the last to the first. Begin with the first.
        See the handout, section 'A collapsed Gibbs sweep'."""
        return _lda_sweep(words, docs, topics, num_topics, vocab_size, alpha, beta, u, order=range(len(words))[::-1])

    @staticmethod
    def beta_once_below(words, docs, topics, num_topics, vocab_size, alpha, beta, u):
        """You add beta once to the total of a topic. There it is added once for each of the V words.
        See the handout, section 'A collapsed Gibbs sweep'."""
        wrong = lda_topic_distribution.beta_once_below
        return _lda_sweep(words, docs, topics, num_topics, vocab_size, alpha, beta, u, distribution=wrong)

    @staticmethod
    def alpha_and_beta_swapped(words, docs, topics, num_topics, vocab_size, alpha, beta, u):
        """You have swapped alpha and beta. alpha belongs to the document, beta to the words.
        See the handout, section 'A collapsed Gibbs sweep'."""
        return lda.lda_gibbs_sweep(words, docs, topics, num_topics, vocab_size, beta, alpha, u)

    @staticmethod
    def word_only(words, docs, topics, num_topics, vocab_size, alpha, beta, u):
        """You look at the word only. The topics of the document's other tokens count too.
        See the handout, section 'A collapsed Gibbs sweep'."""
        wrong = lda_topic_distribution.word_only
        return _lda_sweep(words, docs, topics, num_topics, vocab_size, alpha, beta, u, distribution=wrong)

    @staticmethod
    def not_normalised(words, docs, topics, num_topics, vocab_size, alpha, beta, u):
        """You compare u with cumulative sums of weights that do not sum to 1. Divide the weights by their sum first.
        See the handout, section 'A collapsed Gibbs sweep'."""
        wrong = lda_topic_distribution.not_normalised
        return _lda_sweep(words, docs, topics, num_topics, vocab_size, alpha, beta, u, distribution=wrong)

    @staticmethod
    def not_cumulative(words, docs, topics, num_topics, vocab_size, alpha, beta, u):
        """You look for the first topic whose own probability exceeds u. Add the probabilities up: the cumulative sum must exceed u.
        See the handout, section 'A collapsed Gibbs sweep'."""
        return _lda_sweep(words, docs, topics, num_topics, vocab_size, alpha, beta, u, draw=_first_above)

    @staticmethod
    def most_likely(words, docs, topics, num_topics, vocab_size, alpha, beta, u):
        """You take the most likely topic, and do not use u. The smallest topic whose cumulative sum exceeds u[i] is asked for.
        See the handout, section 'A collapsed Gibbs sweep'."""
        return _lda_sweep(words, docs, topics, num_topics, vocab_size, alpha, beta, u, draw=lambda p, one: int(np.argmax(p)))

    @staticmethod
    def from_the_other_end(words, docs, topics, num_topics, vocab_size, alpha, beta, u):
        """You add up the probabilities from the last topic down. Add up from topic 0.
        See the handout, section 'A collapsed Gibbs sweep'."""

        def draw(p, one):
            return len(p) - 1 - _draw(p[::-1], one)

        return _lda_sweep(words, docs, topics, num_topics, vocab_size, alpha, beta, u, draw=draw)

    @staticmethod
    def counted_from_one(words, docs, topics, num_topics, vocab_size, alpha, beta, u):
        """Your topics are counted from 1. This task counts from 0.
        See the handout, section 'A collapsed Gibbs sweep'."""
        return lda.lda_gibbs_sweep(words, docs, topics, num_topics, vocab_size, alpha, beta, u) + 1

    @staticmethod
    def vocabulary_from_the_data(words, docs, topics, num_topics, vocab_size, alpha, beta, u):
        """You take V from the words that occur. Words of the vocabulary that do not occur count too: V is vocab_size.
        See the handout, section 'A collapsed Gibbs sweep'."""
        return lda.lda_gibbs_sweep(words, docs, topics, num_topics, words.max() + 1, alpha, beta, u)


def _tables(words, docs, topics, num_topics, vocab_size) -> tuple[np.ndarray, np.ndarray]:
    doc_topic, topic_word = np.zeros((docs.max() + 1, num_topics)), np.zeros((num_topics, vocab_size))
    np.add.at(doc_topic, (docs, topics), 1)
    np.add.at(topic_word, (topics, words), 1)
    return doc_topic, topic_word


class lda_estimates:
    @staticmethod
    def never_smoothed(words, docs, topics, num_topics, vocab_size, alpha, beta):
        """You use the counts as they are. alpha and beta are added to them: the posterior mean remembers the prior.
        See the handout, section 'Topics and mixtures from counts'."""
        doc_topic, topic_word = _tables(words, docs, topics, num_topics, vocab_size)
        return _rows(doc_topic), _rows(topic_word)

    @staticmethod
    def smoothed_once_below(words, docs, topics, num_topics, vocab_size, alpha, beta):
        """You add alpha and beta once to the totals. They are added once for each topic, and once for each word: K alpha and V beta.
        See the handout, section 'Topics and mixtures from counts'."""
        doc_topic, topic_word = _tables(words, docs, topics, num_topics, vocab_size)
        theta = (doc_topic + alpha) / (doc_topic.sum(axis=1, keepdims=True) + alpha)
        return theta, (topic_word + beta) / (topic_word.sum(axis=1, keepdims=True) + beta)

    @staticmethod
    def no_smoothing_below(words, docs, topics, num_topics, vocab_size, alpha, beta):
        """You divide by the totals as they are. K alpha and V beta are added to them, so that the rows sum to 1.
        See the handout, section 'Topics and mixtures from counts'."""
        doc_topic, topic_word = _tables(words, docs, topics, num_topics, vocab_size)
        with np.errstate(divide="ignore"):
            theta = (doc_topic + alpha) / doc_topic.sum(axis=1, keepdims=True)
            return theta, (topic_word + beta) / topic_word.sum(axis=1, keepdims=True)

    @staticmethod
    def alpha_and_beta_swapped(words, docs, topics, num_topics, vocab_size, alpha, beta):
        """You have swapped alpha and beta. alpha belongs to theta, beta to phi.
        See the handout, section 'Topics and mixtures from counts'."""
        return lda.lda_estimates(words, docs, topics, num_topics, vocab_size, beta, alpha)

    @staticmethod
    def columns_sum_to_one(words, docs, topics, num_topics, vocab_size, alpha, beta):
        """Your columns sum to 1. The rows must: a row of theta is a document's mixture, a row of phi a topic's words.
        See the handout, section 'Topics and mixtures from counts'."""
        doc_topic, topic_word = _tables(words, docs, topics, num_topics, vocab_size)
        return _rows((doc_topic + alpha).T).T, _rows((topic_word + beta).T).T

    @staticmethod
    def words_by_topics(words, docs, topics, num_topics, vocab_size, alpha, beta):
        """Your phi has a row for each word. This task asks for a row for each topic, (K, V).
        See the handout, section 'Topics and mixtures from counts'."""
        theta, phi = lda.lda_estimates(words, docs, topics, num_topics, vocab_size, alpha, beta)
        return theta, phi.T

    @staticmethod
    def counts(words, docs, topics, num_topics, vocab_size, alpha, beta):
        """You return counts. Divide each row by its sum.
        See the handout, section 'Topics and mixtures from counts'."""
        doc_topic, topic_word = _tables(words, docs, topics, num_topics, vocab_size)
        return doc_topic + alpha, topic_word + beta

    @staticmethod
    def phi_first(words, docs, topics, num_topics, vocab_size, alpha, beta):
        """You return phi first. This task asks for (theta, phi).
        See the handout, section 'Topics and mixtures from counts'."""
        return lda.lda_estimates(words, docs, topics, num_topics, vocab_size, alpha, beta)[::-1]

    @staticmethod
    def sizes_from_the_data(words, docs, topics, num_topics, vocab_size, alpha, beta):
        """You take the number of topics and of words from the data. A topic or a word that is not in use has its place too: use num_topics
        and vocab_size. See the handout, section 'Topics and mixtures from counts'."""
        return lda.lda_estimates(words, docs, topics, topics.max() + 1, words.max() + 1, alpha, beta)


class lda_log_likelihood:
    @staticmethod
    def best_topic_only(words, docs, theta, phi):
        """You take the best topic of every token. All topics may have written it: sum over them.
        See the handout, section 'How well the topics explain the words'."""
        return _log((theta[docs] * phi[:, words].T).max(axis=1)).sum()

    @staticmethod
    def sum_of_logarithms(words, docs, theta, phi):
        """You add up the logarithms of every topic. Sum theta * phi over the topics first, then take the logarithm.
        See the handout, section 'How well the topics explain the words'."""
        return _log(theta[docs] * phi[:, words].T).sum()

    @staticmethod
    def product_first(words, docs, theta, phi):
        """You multiply the probabilities of all tokens and take the logarithm at the end. The product of thousands of them is 0 in a
        computer: add logarithms. See the handout, section 'How well the topics explain the words'."""
        return _log(np.prod((theta[docs] * phi[:, words].T).sum(axis=1)))

    @staticmethod
    def mean_over_the_tokens(words, docs, theta, phi):
        """You divide by the number of tokens. This task asks for the sum over all of them.
        See the handout, section 'How well the topics explain the words'."""
        return lda.lda_log_likelihood(words, docs, theta, phi) / len(words)

    @staticmethod
    def perplexity(words, docs, theta, phi):
        """You return the perplexity. This task asks for the log-likelihood itself.
        See the handout, section 'How well the topics explain the words'."""
        return np.exp(-lda.lda_log_likelihood(words, docs, theta, phi) / len(words))

    @staticmethod
    def base_two(words, docs, theta, phi):
        """Your logarithm is to base 2. This task asks for the natural one.
        See the handout, section 'How well the topics explain the words'."""
        return lda.lda_log_likelihood(words, docs, theta, phi) / np.log(2)

    @staticmethod
    def documents_alike(words, docs, theta, phi):
        """You use the same mixture for all documents. Each has its own row of theta.
        See the handout, section 'How well the topics explain the words'."""
        return lda.lda_log_likelihood(words, docs, np.tile(theta.mean(axis=0), (len(theta), 1)), phi)

    @staticmethod
    def repeats_left_out(words, docs, theta, phi):
        """You count a word once in a document, however often it occurs there. Every token counts.
        See the handout, section 'How well the topics explain the words'."""
        pairs = np.unique(np.stack([words, docs]), axis=1)
        return lda.lda_log_likelihood(*pairs, theta, phi)

    @staticmethod
    def a_little_added(words, docs, theta, phi):
        """You add a small number before you take the logarithm. What is impossible has the log-probability -inf.
        See the handout, section 'How well the topics explain the words'."""
        return np.log((theta[docs] * phi[:, words].T).sum(axis=1) + 1e-12).sum()
