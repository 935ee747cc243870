"""Witnesses of reference/bert.py: PyTorch, Keras, and the shares of 15, 80, 10 and 10 in a hundred that BERT's authors state."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from torch.nn import functional as F

from reference import bert

N, T, D, V = 3, 5, 6, 9


@pytest.fixture
def drawn() -> dict:
    rng = np.random.default_rng(31)
    params = {"token": rng.normal(size=(V, D)), "position": rng.normal(size=(T + 2, D)), "segment": rng.normal(size=(2, D))}
    params |= {"gamma": rng.normal(size=D), "beta": rng.normal(size=D)}
    return {"tokens": rng.integers(V, size=(N, T)), "segments": rng.integers(2, size=(N, T)), "params": params}


@pytest.mark.parametrize("eps", [1e-12, 0.5])
def test_embeddings_are_torchs(drawn, eps):
    tables = {name: torch.tensor(value) for name, value in drawn["params"].items()}
    words = F.embedding(torch.tensor(drawn["tokens"]), tables["token"]) + F.embedding(torch.tensor(drawn["segments"]), tables["segment"])
    theirs = F.layer_norm(words + F.embedding(torch.arange(T), tables["position"]), (D,), tables["gamma"], tables["beta"], eps)
    np.testing.assert_allclose(bert.bert_embedding(**drawn, eps=eps), theirs.numpy(), rtol=0, atol=1e-14)


def test_embeddings_are_kerass(drawn):
    keras = pytest.importorskip("keras")
    params = drawn["params"]
    summed = 0
    for name, ids in (("token", drawn["tokens"]), ("segment", drawn["segments"]), ("position", np.arange(T)[None])):
        layer = keras.layers.Embedding(*params[name].shape, dtype="float64")
        layer.build()
        layer.set_weights([params[name]])
        summed = summed + keras.ops.convert_to_numpy(layer(ids))
    norm = keras.layers.LayerNormalization(epsilon=0.25, dtype="float64")
    norm.build((N, T, D))
    norm.set_weights([params["gamma"], params["beta"]])
    theirs = keras.ops.convert_to_numpy(norm(summed))
    np.testing.assert_allclose(bert.bert_embedding(**drawn, eps=0.25), theirs, rtol=0, atol=1e-14)


def test_the_default_eps_is_berts(drawn):
    """So small that vectors with a deviation of 1e-5 are normalised to nearly 1."""
    small = {name: value * (1e-5 if value.ndim == 2 else 1) for name, value in drawn["params"].items()}
    plain = small | {"gamma": np.ones(D), "beta": np.zeros(D)}
    deviations = bert.bert_embedding(drawn["tokens"], drawn["segments"], plain).std(axis=-1)
    assert np.all((deviations > 0.99) & (deviations < 1))


def one_word(token: int, u_select: float, u_action: float, random: int, mask_id: int, special: list[int]) -> tuple[int, int]:
    """The rule for a single word, as section 3.1 of the paper tells it."""
    if token in special or u_select >= 0.15:
        return token, -100
    if u_action < 0.8:
        return mask_id, token
    return (random, token) if u_action < 0.9 else (token, token)


def test_masking_is_the_papers_rule_for_every_word():
    rng = np.random.default_rng(32)
    tokens, random = rng.integers(8, size=(2, 20, 30))
    u_select, u_action = rng.random((20, 30)) * 0.3, rng.random((20, 30))
    inputs, labels = bert.bert_mask(tokens, u_select, u_action, random, 8, [3, 5])
    for at in np.ndindex(tokens.shape):
        wanted = one_word(int(tokens[at]), u_select[at], u_action[at], int(random[at]), 8, [3, 5])
        assert (inputs[at], labels[at]) == wanted


def test_shares_are_those_that_the_paper_states():
    rng = np.random.default_rng(33)
    tokens = rng.integers(2, 1000, size=200_000)
    inputs, labels = bert.bert_mask(tokens, rng.random(200_000), rng.random(200_000), np.full(200_000, 1), 0, [])
    selected = labels != -100
    assert selected.mean() == pytest.approx(0.15, abs=0.004)
    assert (inputs[selected] == 0).mean() == pytest.approx(0.8, abs=0.01)
    assert (inputs[selected] == 1).mean() == pytest.approx(0.1, abs=0.01)
    assert (inputs[selected] == tokens[selected]).mean() == pytest.approx(0.1, abs=0.01)
    np.testing.assert_array_equal(inputs[~selected], tokens[~selected])
    np.testing.assert_array_equal(labels[selected], tokens[selected])


@pytest.mark.parametrize("size", [1, 1000])
def test_the_loss_is_torchs(size):
    rng = np.random.default_rng(34)
    logits, labels = rng.normal(size=(N, T, V)) * size, rng.integers(V, size=(N, T))
    labels[rng.random((N, T)) < 0.6] = -100
    theirs = F.cross_entropy(torch.tensor(logits).flatten(0, 1), torch.tensor(labels).flatten(), ignore_index=-100)
    assert bert.masked_lm_loss(logits, labels) == pytest.approx(theirs.item(), rel=1e-14)


def test_the_loss_is_kerass():
    keras = pytest.importorskip("keras")
    rng = np.random.default_rng(35)
    logits, labels = rng.normal(size=(N, T, V)), rng.integers(V, size=(N, T))
    labels[rng.random((N, T)) < 0.6] = -100
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True, ignore_class=-100, reduction=None, dtype="float64")
    each = keras.ops.convert_to_numpy(loss(labels, logits))
    assert bert.masked_lm_loss(logits, labels) == pytest.approx(each.sum() / (labels != -100).sum(), rel=1e-12)


def test_a_model_that_knows_nothing_loses_the_logarithm_of_the_vocabulary():
    assert bert.masked_lm_loss(np.full((2, 3, V), 7.0), np.array([[1, -100, 0], [-100, -100, 8]])) == pytest.approx(np.log(V), rel=1e-15)


def test_nothing_asked_costs_nothing():
    assert bert.masked_lm_loss(np.ones((2, 3, V)), np.full((2, 3), -100)) == 0.0


def test_float32_stays_float32(drawn):
    params = {name: value.astype(np.float32) for name, value in drawn["params"].items()}
    assert bert.bert_embedding(drawn["tokens"], drawn["segments"], params).dtype == np.float32
    logits = np.ones((2, 3, V), dtype=np.float32)
    assert bert.masked_lm_loss(logits, np.zeros((2, 3), dtype=np.int64)).dtype == np.float32
