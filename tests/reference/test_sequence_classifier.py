"""Witnesses of reference/sequence_classifier.py: torch's LSTM, autograd, clipping and Adam, and the course's own bar on unseen data."""

from __future__ import annotations

import numpy as np
import pytest

from reference import sequence_classifier as classifier

torch = pytest.importorskip("torch")

STEPS, SYMBOLS, CLASSES = 7, 4, 3


@pytest.fixture
def data():
    rng = np.random.default_rng(5)
    x = np.eye(SYMBOLS)[rng.integers(0, SYMBOLS, size=(classifier.BATCH, STEPS))]
    return x, rng.integers(0, CLASSES, size=classifier.BATCH)


@pytest.fixture
def model():
    return classifier.initial_model(np.random.default_rng(6), STEPS, SYMBOLS, CLASSES)


class Witness(torch.nn.Module):
    """torch.nn.LSTM and a dense layer with the same weights. torch: gates i, f, g, o; weights for x and h apart, the second bias zero."""

    def __init__(self, model):
        super().__init__()
        hidden = classifier.HIDDEN
        self.lstm = torch.nn.LSTM(SYMBOLS, hidden, batch_first=True).double()
        self.dense = torch.nn.Linear(hidden, CLASSES).double()
        with torch.no_grad():
            self.lstm.weight_hh_l0.copy_(in_torch_order(model["W"][:hidden].T))
            self.lstm.weight_ih_l0.copy_(in_torch_order(model["W"][hidden:].T))
            self.lstm.bias_ih_l0.copy_(in_torch_order(model["b"]))
            self.lstm.bias_hh_l0.zero_()
            self.dense.weight.copy_(torch.from_numpy(model["Wy"].T.copy()))
            self.dense.bias.copy_(torch.from_numpy(model["by"]))
        self.lstm.bias_hh_l0.requires_grad_(False)

    def forward(self, x):
        return self.dense(self.lstm(torch.from_numpy(x))[0][:, -1])

    def as_ours(self, of):
        """The parameters (or their gradients) in our layout."""
        gates = torch.cat([in_our_order(of(self.lstm.weight_hh_l0)), in_our_order(of(self.lstm.weight_ih_l0))], dim=1)
        values = {"W": gates.T, "b": in_our_order(of(self.lstm.bias_ih_l0)), "Wy": of(self.dense.weight).T, "by": of(self.dense.bias)}
        return {name: value.detach().numpy() for name, value in values.items()}


def in_torch_order(array):
    f, i, g, o = np.split(array, 4)
    return torch.from_numpy(np.concatenate([i, f, g, o]))


def in_our_order(tensor):
    i, f, g, o = tensor.chunk(4)
    return torch.cat([f, i, g, o])


def test_scores_and_labels_are_those_of_torch(model, data):
    h, _ = classifier.read(model, data[0])
    scores = Witness(model)(data[0]).detach().numpy()
    np.testing.assert_allclose(h @ model["Wy"] + model["by"], scores, rtol=1e-12, atol=1e-13)
    assert np.array_equal(classifier.classify_sequences(model, data[0]), scores.argmax(axis=1))


def test_gradients_are_those_of_autograd(model, data):
    x, labels = data
    witness = Witness(model)
    torch.nn.functional.cross_entropy(witness(x), torch.from_numpy(labels)).backward()
    expected = witness.as_ours(lambda parameter: parameter.grad)
    found = classifier.gradients(model, x, labels)
    assert found.keys() == expected.keys()
    for name, gradient in found.items():
        np.testing.assert_allclose(gradient, expected[name], rtol=1e-9, atol=1e-14, err_msg=name)


def test_training_is_clipped_adam_as_torch_does_it(data, monkeypatch):
    monkeypatch.setattr(classifier, "EPOCHS", 3)  # one batch each
    monkeypatch.setattr(classifier, "MAX_NORM", 0.05)  # so that clipping happens
    x, labels = data
    trained = classifier.train_sequence_classifier(x, labels, CLASSES, seed=3)

    witness = Witness(classifier.initial_model(np.random.default_rng(3), STEPS, SYMBOLS, CLASSES))
    learned = [parameter for parameter in witness.parameters() if parameter.requires_grad]
    adam = torch.optim.Adam(learned, lr=classifier.STEP)
    for _ in range(3):
        adam.zero_grad()
        torch.nn.functional.cross_entropy(witness(x), torch.from_numpy(labels)).backward()
        assert torch.nn.utils.clip_grad_norm_(learned, 0.05) > 0.05
        adam.step()
    expected = witness.as_ours(lambda parameter: parameter)
    for name, value in trained.items():
        np.testing.assert_allclose(value, expected[name], rtol=1e-6, atol=1e-8, err_msg=name)


def test_the_same_seed_gives_the_same_model(data, monkeypatch):
    monkeypatch.setattr(classifier, "EPOCHS", 1)
    first, second, other = (classifier.train_sequence_classifier(*data, CLASSES, seed) for seed in (1, 1, 2))
    assert all(np.array_equal(first[name], second[name]) for name in first)
    assert not np.array_equal(first["W"], other["W"])


def test_a_short_training_learns_the_first_symbol_and_not_another():
    rng = np.random.default_rng(8)
    symbols = rng.integers(0, 4, size=(1000, 8))
    model = classifier.train_sequence_classifier(np.eye(4)[symbols[:800]], symbols[:800, 0], 4, seed=0)
    named = classifier.classify_sequences(model, np.eye(4)[symbols[800:]])
    assert np.mean(named == symbols[800:, 0]) >= 0.9
