"""The trained language model: its gradients against autograd and finite differences, and what it reaches against what can be reached."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
import torch
import torch.nn.functional as F

from assignments.gpt import cases
from graders import assignment_file as assignments
from graders.folders import Folders
from graders.measures import cross_entropy, future_leak
from reference import hidden_markov_model
from reference import language_model_training as ours

V, CONTEXT, N, T = 11, 8, 4, 6


@pytest.fixture
def drawn():
    rng = np.random.default_rng(51)
    model = ours.initial_model(rng, V, CONTEXT)
    model |= {"b1": rng.normal(size=ours.HIDDEN) / 4, "bias": rng.normal(size=V)}
    return model, rng.integers(V, size=(N, T)), rng.integers(V, size=(N, T))


def torch_logits(model: dict[str, torch.Tensor], tokens: torch.Tensor) -> torch.Tensor:
    def norm(x: torch.Tensor) -> torch.Tensor:
        return F.layer_norm(x, x.shape[-1:], eps=1e-5)

    x = model["embedding"][tokens] + model["position"][: tokens.shape[1]]
    q, k, v = (norm(x) @ model[name] for name in ("Wq", "Wk", "Wv"))
    x = x + F.scaled_dot_product_attention(q, k, v, is_causal=True) @ model["Wo"]
    x = x + F.relu(norm(x) @ model["W1"] + model["b1"]) @ model["W2"]
    return norm(x) @ model["out"] + model["bias"]


def test_logits_are_torchs(drawn):
    model, tokens, _ = drawn
    theirs = torch_logits({name: torch.tensor(value) for name, value in model.items()}, torch.tensor(tokens))
    np.testing.assert_allclose(ours.language_model_logits(model, tokens), theirs.numpy(), rtol=0, atol=1e-12)


def test_gradients_are_autograds(drawn):
    model, tokens, following = drawn
    leaves = {name: torch.tensor(value, requires_grad=True) for name, value in model.items()}
    F.cross_entropy(torch_logits(leaves, torch.tensor(tokens)).flatten(0, 1), torch.tensor(following).flatten()).backward()
    found = ours.gradients(model, tokens, following)
    assert set(found) == set(model)
    for name, gradient in found.items():
        np.testing.assert_allclose(gradient, leaves[name].grad.numpy(), rtol=0, atol=1e-13, err_msg=name)


def test_gradients_are_finite_differences(drawn):
    model, tokens, following = drawn
    found = ours.gradients(model, tokens, following)
    rng = np.random.default_rng(52)

    def loss(changed: dict[str, np.ndarray]) -> float:
        shares = ours.softmax(ours.language_model_logits(changed, tokens))
        return float(-np.log(np.take_along_axis(shares, following[..., None], axis=-1)).mean())

    for name, gradient in found.items():
        direction = rng.normal(size=gradient.shape)
        up, down = (loss(model | {name: model[name] + step * direction}) for step in (1e-5, -1e-5))
        assert (gradient * direction).sum() == pytest.approx((up - down) / 2e-5, abs=1e-7), name


def test_the_same_seed_gives_the_same_model_and_the_text_stays_as_it_was():
    text = np.random.default_rng(53).integers(5, size=5000)
    before = text.copy()
    first, second = (ours.train_language_model(text, 5, 3, 7) for _ in range(2))
    assert np.array_equal(text, before)
    assert all(np.array_equal(first[name], second[name]) for name in first)


# ---- the language, and the bars of assignment.yaml ----

PLAN = assignments.load(Folders.of_clone().assignments, "gpt")
BARS = {f"{task.name}.{check.name}": check.bar for task in PLAN.tasks for check in task.checks if check.measure == "cross_entropy"}
SMALL, LARGE = (cases.SMALL, 20_000, 16, 16), (cases.LARGE, 30_000, 32, 24)  # words, length of the text, context, window


def test_a_language_is_a_hidden_markov_model():
    spoken = cases.language(np.random.default_rng(54), **cases.LARGE)
    for table in spoken.values():
        np.testing.assert_allclose(table.sum(axis=-1), 1, rtol=0, atol=1e-12)
    np.testing.assert_allclose(spoken["pi"] @ spoken["A"], spoken["pi"], rtol=0, atol=1e-12)


def test_the_least_is_what_every_continuation_gives_by_brute_force():
    """On windows of three tokens, the language's own probabilities of all pairs and triples can be summed over the states."""
    spoken, _, windows = cases.training_text(np.random.default_rng(55), cases.SMALL, 10, 3)
    A, B, pi = spoken["A"], spoken["B"], spoken["pi"]
    pairs = np.einsum("i,iv,ij,jw->vw", pi, B, A, B, optimize=True)
    triples = np.einsum("i,iv,ij,jw,jk,kx->vwx", pi, B, A, B, A, B, optimize=True)
    a, b, c = windows.T
    per_token = (np.log(pairs.sum(axis=1)[a] / pairs[a, b]) + np.log(pairs[a, b] / triples[a, b, c])) / 2
    assert cases.least(spoken, windows) == pytest.approx(per_token.mean(), abs=1e-12)


def test_the_least_is_what_the_forward_algorithm_says():
    spoken, _, windows = cases.training_text(np.random.default_rng(58), cases.SMALL, 10, 9)
    whole = np.mean([hidden_markov_model.forward(**spoken, observations=window)[1] for window in windows])
    first = np.mean(np.log(spoken["pi"] @ spoken["B"])[windows[:, 0]])
    assert cases.least(spoken, windows) == pytest.approx((first - whole) / 8, abs=1e-12)


def test_counting_is_torchs_cross_entropy_of_the_counts():
    spoken, tokens, windows = cases.training_text(np.random.default_rng(56), cases.SMALL, 500, 8)
    size = spoken["B"].shape[1]
    counts = np.full((size, size), 0.1)
    for one, other in itertools.pairwise(tokens):
        counts[one, other] += 1
    logits = torch.tensor(np.log(counts))[torch.tensor(windows[:, :-1])]
    theirs = F.cross_entropy(logits.flatten(0, 1), torch.tensor(windows[:, 1:]).flatten()).item()
    assert cases.counted(tokens, windows, size, 2) == pytest.approx(theirs, abs=1e-12)


@pytest.mark.parametrize(("sizes", "name", "learned"), [(SMALL, "given", "learned"), (LARGE, "unseen", "learned_unseen")])
def test_the_bar_lies_a_third_of_the_way_from_counting_triples_to_the_best(sizes, name, learned):
    words, length, _, window = sizes
    found, weak = [], []
    for seed in range(3):
        spoken, tokens, windows = cases.training_text(np.random.default_rng(seed), words, length, window)
        size = spoken["B"].shape[1]
        found.append(cases.bar(spoken, tokens, windows))
        weak.append((cases.counted(tokens, windows, size, 1) + cases.counted(tokens, windows, size, 2)) / 2)
        assert cases.counted(tokens, windows, size, 3) - cases.least(spoken, windows) > 0.3
    assert BARS[f"train_language_model.{name}"] == pytest.approx(np.mean(found), abs=0.03)
    assert BARS[f"language_model_logits.{learned}"] == pytest.approx(np.mean(weak), abs=0.03)


def test_the_reference_is_nearer_to_the_best_than_to_the_bar_and_ignores_the_future():
    words, length, context, window = SMALL
    spoken, tokens, windows = cases.training_text(np.random.default_rng(57), words, length, window)
    model = ours.train_language_model(tokens, spoken["B"].shape[1], context, seed=1)
    logits = ours.language_model_logits(model, windows)
    least = cases.least(spoken, windows)
    assert least - 0.01 < cross_entropy(windows, logits) < (least + BARS["train_language_model.given"]) / 2
    changed = windows.copy()
    changed[:, 7:] = changed[:, 6:-1]
    assert future_leak([windows, changed], [logits, ours.language_model_logits(model, changed)]) < 1e-12
