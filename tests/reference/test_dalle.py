"""Witnesses of reference/dalle.py: PyTorch (with its own Gumbel noise taken out again), SciPy, loops, and what Gumbel noise promises."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from scipy.cluster.vq import vq
from torch.nn import functional as F

from reference import dalle


@pytest.mark.parametrize("temperature", [0.5, 1.0, 3.0])
def test_the_soft_choice_is_torchs_with_the_same_noise(temperature):
    logits = torch.randn((3, 4, 5), dtype=torch.float64, generator=torch.Generator().manual_seed(71))
    state = torch.random.get_rng_state()
    try:
        torch.manual_seed(72)
        noise = -torch.empty_like(logits).exponential_().log()
        torch.manual_seed(72)
        theirs = F.gumbel_softmax(logits, tau=temperature)
    finally:
        torch.random.set_rng_state(state)
    ours = dalle.gumbel_softmax(logits.numpy(), noise.numpy(), temperature)
    np.testing.assert_allclose(ours, theirs.numpy(), rtol=0, atol=1e-14)


def test_the_largest_soft_choice_is_a_draw_from_the_softmax():
    rng = np.random.default_rng(73)
    logits = np.array([1.0, -0.5, 0.0, 2.0])
    gumbel = -np.log(-np.log(rng.random((100_000, 4))))
    chosen = dalle.gumbel_softmax(np.broadcast_to(logits, gumbel.shape), gumbel, 0.3).argmax(axis=-1)
    np.testing.assert_allclose(np.bincount(chosen) / 100_000, np.exp(logits) / np.exp(logits).sum(), atol=0.007)


def test_the_soft_choice_stays_finite_and_comes_near_the_hard_one():
    logits, gumbel = np.array([[1000.0, 999.0, -1000.0], [-1000.0, -999.0, -3000.0]]), np.zeros((2, 3))
    np.testing.assert_allclose(dalle.gumbel_softmax(logits, gumbel, 0.01), [[1, 0, 0], [0, 1, 0]], atol=1e-12)


def test_the_nearest_entry_is_scipys_and_torchs():
    rng = np.random.default_rng(74)
    z, codebook = rng.normal(size=(40, 3)), rng.normal(size=(9, 3))
    indices, quantised = dalle.vector_quantize(z, codebook)
    np.testing.assert_array_equal(indices, vq(z, codebook)[0])
    np.testing.assert_array_equal(indices, torch.cdist(torch.tensor(z), torch.tensor(codebook)).argmin(dim=1).numpy())
    for n, row in enumerate(z):
        np.testing.assert_array_equal(quantised[n], min(codebook, key=lambda entry: np.linalg.norm(entry - row)))


def test_ties_go_to_the_lower_index():
    indices, _ = dalle.vector_quantize(np.zeros((1, 2)), np.array([[2.0, 0.0], [0.0, 1.0], [-1.0, 0.0], [0.0, -1.0], [0.0, 1.0]]))
    assert indices.tolist() == [1]


def test_a_sequence_is_built_id_by_id():
    sequence = dalle.dalle_sequence(np.array([4, 0]), np.array([6, 1, 0]), 5, 4)
    assert sequence.tolist() == [4, 0, 5 + 2, 5 + 3, 9 + 6, 9 + 1, 9 + 0]


def test_every_id_says_what_it_is():
    """Words, pads and the codebook share no id, and a text that fills its places needs no pad."""
    text, image = np.arange(5), np.arange(8)
    for words in range(5):
        sequence = dalle.dalle_sequence(text[:words], image, 5, 4)
        assert len(set(sequence.tolist())) == 4 + 8
        assert [word for word in sequence.tolist() if word < 5] == list(range(words))
    with pytest.raises(ValueError, match="more tokens"):
        dalle.dalle_sequence(text, image, 5, 4)


@pytest.mark.parametrize(("length", "text_length"), [(9, 4), (6, 2), (7, 6)])
def test_the_loss_is_made_of_torchs(length, text_length):
    rng = np.random.default_rng(75)
    logits, sequence = rng.normal(size=(length, 11)) * 3, rng.integers(11, size=length)
    rows, ids = torch.tensor(logits)[:-1], torch.tensor(sequence)[1:]
    text = F.cross_entropy(rows[: text_length - 1], ids[: text_length - 1])
    image = F.cross_entropy(rows[text_length - 1 :], ids[text_length - 1 :])
    assert dalle.dalle_loss(logits, sequence, text_length) == pytest.approx(float(text + 7 * image) / 8, rel=1e-14)


def test_the_loss_is_counted_position_by_position():
    rng = np.random.default_rng(76)
    logits, sequence = rng.normal(size=(8, 6)) * 500, rng.integers(6, size=8)
    cost = [torch.logsumexp(torch.tensor(logits[p - 1]), 0).item() - logits[p - 1, sequence[p]] for p in range(1, 8)]
    wanted = (sum(cost[p - 1] for p in (1, 2)) / 2 + 7 * sum(cost[p - 1] for p in (3, 4, 5, 6, 7)) / 5) / 8
    assert dalle.dalle_loss(logits, sequence, 3) == pytest.approx(wanted, rel=1e-13)


def test_a_model_that_knows_nothing_loses_the_logarithm_of_the_vocabulary():
    assert dalle.dalle_loss(np.full((7, 20), -3.0), np.arange(7), 3) == pytest.approx(np.log(20), rel=1e-15)


def test_float32_stays_float32():
    single = np.ones((4, 6), dtype=np.float32)
    assert dalle.gumbel_softmax(single, single, 0.5).dtype == np.float32
    assert dalle.vector_quantize(single, single)[1].dtype == np.float32
    assert dalle.dalle_loss(single, np.array([0, 1, 2, 3]), 2).dtype == np.float32
