"""Witnesses of reference/image_classifier.py: torch's layers, autograd and Adam, and the course's own bar on unseen digits."""

from __future__ import annotations

import numpy as np
import pytest
import sklearn.datasets

from reference import image_classifier as classifier

torch = pytest.importorskip("torch")

CHANNELS, ROWS, COLUMNS, CLASSES = 2, 6, 8, 3


@pytest.fixture
def data():
    rng = np.random.default_rng(5)
    images = rng.random((classifier.BATCH, CHANNELS, ROWS, COLUMNS))
    return images, rng.integers(0, CLASSES, size=classifier.BATCH)


@pytest.fixture
def model():
    return moved(classifier.initial_model(np.random.default_rng(6), (CHANNELS, ROWS, COLUMNS), CLASSES))


def moved(model):
    """With biases that are not zero."""
    rng = np.random.default_rng(7)
    return model | {name: rng.normal(size=model[name].shape) * 0.3 for name in ("b", "c")}


class Witness(torch.nn.Module):
    """torch's layers with the same weights. Ours come with the channels last: w (C * 3 * 3, F), rows of W in the order H / 2, W / 2, F."""

    def __init__(self, model):
        super().__init__()
        filters, flat = classifier.FILTERS, len(model["W"])
        self.convolution = torch.nn.Conv2d(CHANNELS, filters, 3, padding=1).double()
        self.dense = torch.nn.Linear(flat, CLASSES).double()
        with torch.no_grad():
            self.convolution.weight.copy_(torch.tensor(model["w"].T.reshape(filters, CHANNELS, 3, 3)))
            self.convolution.bias.copy_(torch.tensor(model["b"]))
            self.dense.weight.copy_(torch.tensor(model["W"].T))
            self.dense.bias.copy_(torch.tensor(model["c"]))

    def forward(self, images):
        maps = torch.nn.functional.max_pool2d(torch.relu(self.convolution(torch.tensor(images))), 2)
        return self.dense(maps.permute(0, 2, 3, 1).flatten(1))

    def as_ours(self, of):
        """The parameters (or their gradients) in our layout."""
        w = of(self.convolution.weight).reshape(classifier.FILTERS, -1).T
        values = {"w": w, "b": of(self.convolution.bias), "W": of(self.dense.weight).T, "c": of(self.dense.bias)}
        return {name: value.detach().numpy() for name, value in values.items()}


def test_scores_and_labels_are_those_of_torch(model, data):
    scores, _ = classifier.look(model, data[0])
    theirs = Witness(model)(data[0]).detach().numpy()
    np.testing.assert_allclose(scores, theirs, rtol=1e-12, atol=1e-13)
    assert np.array_equal(classifier.classify_images(model, data[0]), theirs.argmax(axis=1))


def test_gradients_are_those_of_autograd(model, data):
    images, labels = data
    witness = Witness(model)
    torch.nn.functional.cross_entropy(witness(images), torch.tensor(labels)).backward()
    expected = witness.as_ours(lambda parameter: parameter.grad)
    found = classifier.gradients(model, images, labels)
    assert found.keys() == expected.keys()
    for name, gradient in found.items():
        np.testing.assert_allclose(gradient, expected[name], rtol=1e-9, atol=1e-14, err_msg=name)


def test_training_is_adam_as_torch_does_it(data, monkeypatch):
    monkeypatch.setattr(classifier, "EPOCHS", 3)  # one batch each
    images, labels = data
    trained = classifier.train_image_classifier(images, labels, CLASSES, seed=3)
    witness = Witness(classifier.initial_model(np.random.default_rng(3), images.shape[1:], CLASSES))
    adam = torch.optim.Adam(witness.parameters(), lr=classifier.STEP)
    for _ in range(3):
        adam.zero_grad()
        torch.nn.functional.cross_entropy(witness(images), torch.tensor(labels)).backward()
        adam.step()
    expected = witness.as_ours(lambda parameter: parameter)
    for name, value in trained.items():
        np.testing.assert_allclose(value, expected[name], rtol=1e-6, atol=1e-8, err_msg=name)


def test_the_same_seed_gives_the_same_model(data, monkeypatch):
    monkeypatch.setattr(classifier, "EPOCHS", 1)
    first, second, other = (classifier.train_image_classifier(*data, CLASSES, seed) for seed in (1, 1, 2))
    assert all(np.array_equal(first[name], second[name]) for name in first)
    assert not np.array_equal(first["W"], other["W"])


def test_unseen_digits_are_read_well_above_the_bar():
    digits = sklearn.datasets.load_digits()
    images, labels = digits.images[:, None] / 16, digits.target
    model = classifier.train_image_classifier(images[:1200], labels[:1200], 10, seed=0)
    assert np.mean(classifier.classify_images(model, images[1200:]) == labels[1200:]) >= 0.92
