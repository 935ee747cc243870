"""Witnesses of reference/classifier.py: torch's layers, autograd and Adam; scikit-learn's digits and moons with the course's own bars."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from sklearn.datasets import load_digits, make_moons

from reference import classifier

D, CLASSES = 5, 3


@pytest.fixture
def data():
    rng = np.random.default_rng(61)
    return rng.normal(size=(classifier.BATCH, D)) * 2 + 1, rng.integers(0, CLASSES, size=classifier.BATCH)


@pytest.fixture
def model(data):
    return classifier.initial_model(np.random.default_rng(62), data[0], CLASSES)


class Witness(torch.nn.Module):
    """Two torch layers with the same weights, and torch's own scaling of the columns."""

    def __init__(self, model, X):
        super().__init__()
        self.X = torch.tensor(X)
        self.layers = torch.nn.Sequential(
            torch.nn.Linear(D, classifier.HIDDEN), torch.nn.ReLU(), torch.nn.Linear(classifier.HIDDEN, CLASSES)
        ).double()
        state = {"0.weight": model["W1"].T, "0.bias": model["b1"], "2.weight": model["W2"].T, "2.bias": model["b2"]}
        self.layers.load_state_dict({name: torch.tensor(value.copy()) for name, value in state.items()})

    def forward(self, X):
        return self.layers((torch.tensor(X) - self.X.mean(dim=0)) / self.X.std(dim=0, correction=0))

    def as_ours(self, of):
        first, _, last = self.layers
        found = {"W1": of(first.weight).T, "b1": of(first.bias), "W2": of(last.weight).T, "b2": of(last.bias)}
        return {name: value.detach().numpy() for name, value in found.items()}


def test_scores_and_labels_are_torchs(model, data):
    scores = Witness(model, data[0])(data[0]).detach().numpy()
    np.testing.assert_allclose(classifier.logits(model, data[0])[2], scores, rtol=0, atol=1e-13)
    assert np.array_equal(classifier.classify(model, data[0]), scores.argmax(axis=1))


def test_gradients_are_autograds(model, data):
    X, y = data
    witness = Witness(model, X)
    torch.nn.functional.cross_entropy(witness(X), torch.tensor(y)).backward()
    for name, value in witness.as_ours(lambda parameter: parameter.grad).items():
        np.testing.assert_allclose(classifier.gradients(model, X, y)[name], value, rtol=0, atol=1e-14, err_msg=name)


def test_training_is_adam_as_torch_does_it(data, monkeypatch):
    monkeypatch.setattr(classifier, "EPOCHS", 4)  # one batch each
    X, y = data
    witness = Witness(classifier.initial_model(np.random.default_rng(3), X, CLASSES), X)
    adam = torch.optim.Adam(witness.parameters(), lr=classifier.STEP)
    for _ in range(4):
        adam.zero_grad()
        torch.nn.functional.cross_entropy(witness(X), torch.tensor(y)).backward()
        adam.step()
    trained = classifier.train_classifier(X, y, CLASSES, seed=3)
    for name, value in witness.as_ours(lambda parameter: parameter).items():
        np.testing.assert_allclose(trained[name], value, rtol=0, atol=1e-9, err_msg=name)


def test_the_same_seed_gives_the_same_model(data, monkeypatch):
    monkeypatch.setattr(classifier, "EPOCHS", 2)
    first, second, other = (classifier.train_classifier(*data, CLASSES, seed) for seed in (1, 1, 2))
    assert all(np.array_equal(first[name], second[name]) for name in first)
    assert not np.array_equal(first["W1"], other["W1"])


def test_a_column_of_one_number_does_no_harm(data):
    X = np.concatenate([data[0], np.full((len(data[0]), 1), 7.0)], axis=1)
    model = classifier.initial_model(np.random.default_rng(0), X, CLASSES)
    assert np.all(np.isfinite(classifier.logits(model, X)[2]))


@pytest.mark.parametrize("seed", [0, 1])
def test_digits_are_learned(seed):
    images, labels = load_digits(return_X_y=True)
    order = np.random.default_rng(seed).permutation(len(images))
    learned, unseen = order[:800], order[800:]
    model = classifier.train_classifier(images[learned] / 16, labels[learned], 10, seed)
    assert np.mean(classifier.classify(model, images[unseen] / 16) == labels[unseen]) >= 0.92


@pytest.mark.parametrize("seed", [0, 1])
def test_moons_are_told_apart(seed):
    X, y = make_moons(800, noise=0.125, random_state=seed)
    model = classifier.train_classifier(X[:500], y[:500], 2, seed)
    assert np.mean(classifier.classify(model, X[500:]) == y[500:]) >= 0.97
