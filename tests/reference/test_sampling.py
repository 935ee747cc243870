"""Sampling against PyTorch, every subset of a vocabulary, and draws that must come out as often as they are likely."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
import torch

from reference import gpt, sampling
from tests.reference import test_gpt as witness
from tests.reference.test_gpt import drawn  # noqa: F401  (a fixture)


def distribution(rng: np.random.Generator, size: int) -> np.ndarray:
    counts = rng.integers(1, 20, size=size)
    return counts / counts.sum()


@pytest.mark.parametrize("temperature", [0.1, 0.7, 1.0, 3.0])
def test_temperature_is_torchs_softmax_of_divided_logits(temperature):
    logits = np.random.default_rng(41).normal(size=9) * 5
    theirs = torch.softmax(torch.tensor(logits) / temperature, dim=0)
    np.testing.assert_allclose(sampling.temperature_softmax(logits, temperature), theirs.numpy(), rtol=0, atol=1e-15)


def test_a_temperature_near_zero_nears_the_one_hot_answer_at_zero():
    logits = np.array([1.0, 4.0, 2.0])
    assert sampling.temperature_softmax(logits, 0).tolist() == [0, 1, 0]
    np.testing.assert_allclose(sampling.temperature_softmax(logits, 1e-3), [0, 1, 0], rtol=0, atol=1e-300)


def test_temperature_zero_takes_the_first_maximum_and_below_zero_is_refused():
    assert sampling.temperature_softmax(np.array([1.0, 2.0, 2.0]), 0.0).tolist() == [0, 1, 0]
    with pytest.raises(ValueError, match="temperature"):
        sampling.temperature_softmax(np.array([1.0, 2.0]), -0.5)


@pytest.mark.parametrize("k", range(1, 8))
def test_top_k_keeps_what_torchs_topk_keeps(k):
    probabilities = np.random.default_rng(42).dirichlet(np.ones(7))
    values, ids = torch.topk(torch.tensor(probabilities), k)
    theirs = torch.zeros(7, dtype=torch.float64).scatter(0, ids, values / values.sum())
    np.testing.assert_allclose(sampling.top_k_filter(probabilities, k), theirs.numpy(), rtol=0, atol=1e-15)


def test_top_k_prefers_the_lower_of_equals():
    assert sampling.top_k_filter(np.array([0.125, 0.25, 0.125, 0.25, 0.25]), 2).tolist() == [0, 0.5, 0, 0.5, 0]


def smallest_nucleus(probabilities: np.ndarray, p: float) -> tuple[int, ...]:
    """By trying every subset: the fewest ids that reach p, of these the most likely, of these the first."""
    for size in range(1, len(probabilities) + 1):
        reach = [ids for ids in itertools.combinations(range(len(probabilities)), size) if probabilities[list(ids)].sum() >= p]
        if reach:
            return min(reach, key=lambda ids: (-probabilities[list(ids)].sum(), ids))
    raise AssertionError


@pytest.mark.parametrize("seed", range(20))
def test_the_nucleus_is_the_smallest_subset_that_reaches_p(seed):
    rng = np.random.default_rng(seed)
    probabilities = rng.multinomial(32 - 7, np.ones(7) / 7) + 1
    probabilities = probabilities / 32  # ties are frequent, and sums exact
    p = rng.integers(1, 33) / 32
    found = sampling.nucleus_filter(probabilities, p)
    kept = list(smallest_nucleus(probabilities, p))
    assert np.flatnonzero(found).tolist() == kept
    np.testing.assert_allclose(found[kept], probabilities[kept] / probabilities[kept].sum(), rtol=0, atol=1e-15)


def test_the_penalty_makes_used_tokens_less_likely_and_no_other():
    rng = np.random.default_rng(43)
    logits, generated = rng.normal(size=12) * 3, np.array([3, 7, 3, 3, 0, 11])
    found = sampling.repetition_penalty(logits, generated, 1.7)
    for i, (before, after) in enumerate(zip(logits, found, strict=True)):
        assert after == before if i not in generated else after < before
        assert after in (before, before / 1.7, before * 1.7)


def test_draws_come_out_as_often_as_they_are_likely():
    counts = np.array([0, 5, 0, 20, 1, 6, 0])
    drawn_ids = [sampling.sample(counts / 32, (i + 0.5) / 32) for i in range(32)]
    assert np.bincount(drawn_ids, minlength=7).tolist() == counts.tolist()
    assert drawn_ids == sorted(drawn_ids)


def test_a_draw_is_torchs_searchsorted():
    rng = np.random.default_rng(44)
    for _ in range(50):
        probabilities, u = distribution(rng, 9), rng.random()
        assert sampling.sample(probabilities, u) == torch.searchsorted(torch.tensor(probabilities).cumsum(0), u, right=True).item()


def test_what_rounding_leaves_goes_to_the_last_possible_token():
    assert sampling.sample(np.array([0.5, 0.4999999, 0.0]), 0.99999999) == 1


def torch_text(prompt, params, steps, temperature, top_p, u):
    """The same text with PyTorch's softmax, sort and searchsorted, and the model of its modules."""
    ids, context = prompt.tolist(), len(params["position_embedding"])
    for s in range(steps):
        seen = torch.tensor([ids[-context:]])
        x = torch.tensor(params["token_embedding"])[seen] + torch.tensor(params["position_embedding"])[: seen.shape[1]]
        for block in params["blocks"]:
            x = witness.through(witness.torch_block(block), x)
        x = torch.nn.functional.layer_norm(x[0, -1], (witness.D,), *(torch.tensor(params["norm"][name]) for name in ("gamma", "beta")))
        logits = torch.tensor(params["token_embedding"]) @ x
        values, order = torch.softmax(logits / temperature, dim=0).sort(descending=True)
        values[values.cumsum(0) - values >= top_p] = 0
        kept = torch.zeros_like(values).scatter(0, order, values / values.sum())
        ids.append(torch.searchsorted(kept.cumsum(0), u[s], right=True).item())
    return ids


@pytest.mark.parametrize("length", [2, 14])
def test_a_text_is_written_as_with_torch(drawn, length):  # noqa: F811
    rng = np.random.default_rng(45)
    prompt, u = rng.integers(witness.V, size=length), rng.random(15)
    found = sampling.generate(prompt, drawn["params"], witness.H, 15, 4.0, 0.9, u)
    assert found.tolist() == torch_text(prompt, drawn["params"], 15, 4.0, 0.9, u)
    assert len(set(found[length:].tolist())) > 4


def test_at_temperature_zero_every_token_is_the_most_likely(drawn):  # noqa: F811
    prompt = np.array([3, 1, 4])
    found = sampling.generate(prompt, drawn["params"], witness.H, 4, 0.0, 0.5, np.full(4, 0.99))
    for t in range(3, 7):
        assert found[t] == gpt.gpt(found[None, :t], drawn["params"], witness.H)[0, -1].argmax()


def test_the_prompt_of_the_paper():
    examples = [("sea otter", "loutre de mer"), ("plush giraffe", "girafe peluche")]
    assert sampling.few_shot_prompt("Translate.", examples, "cheese") == (
        "Translate.\n\nInput: sea otter\nOutput: loutre de mer\n\nInput: plush giraffe\nOutput: girafe peluche\n\nInput: cheese\nOutput:"
    )
    assert sampling.few_shot_prompt("Translate.", [], "cheese") == "Translate.\n\nInput: cheese\nOutput:"
