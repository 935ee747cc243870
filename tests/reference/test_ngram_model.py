"""Witnesses for reference/ngram_model.py: numbers that Jurafsky and Martin print, exact fractions, scikit-learn's counts, and
torchmetrics' perplexity."""

from __future__ import annotations

import itertools
import math
from fractions import Fraction

import numpy as np
import pytest
import torch
from sklearn.feature_extraction.text import CountVectorizer
from torchmetrics.text import Perplexity

from reference.ngram_model import NGramModel, chain_rule, log_probability, ngram_counts

SAM = [line.split() for line in ("I am Sam", "Sam I am", "I do not like green eggs and ham")]
VOCABULARY = sorted({"</s>"}.union(*SAM))

# Jurafsky and Martin's "<s> I want english food </s>": p(I | <s>), p(want | I), p(english | want), p(food | english), p(</s> | food).
ENGLISH_FOOD = np.array([0.25, 0.33, 0.0011, 0.5, 0.68])

# Their restaurant dialogues: of 2,533 words after "i", 827 are "want", 9 "eat", 5 "i", 2 "spend". There are 1,446 words.
AFTER_I = {"want": 827, "eat": 9, "i": 5, "spend": 2}


def drawn_text(seed: int, sentences: int = 8) -> list[list[str]]:
    rng = np.random.default_rng(seed)
    return [rng.choice([*"abcde"], size=size, p=[0.4, 0.3, 0.15, 0.1, 0.05]).tolist() for size in rng.integers(1, 8, size=sentences)]


def windows(sentences: list[list[str]], n: int) -> list[tuple[str, ...]]:
    """Every n-gram, by shifted copies of the padded sentence."""
    rows = [["<s>"] * (n - 1) + sentence + ["</s>"] for sentence in sentences]
    return [one for row in rows for one in zip(*(row[i:] for i in range(n)), strict=False)]


def exact(sentences: list[list[str]], n: int, k: Fraction, word: str, context: tuple[str, ...]) -> Fraction:
    """p(word | context), by looking through the whole text."""
    all_of_them = windows(sentences, n)
    words = {word for sentence in sentences for word in sentence} | {"</s>"}
    denominator = sum(one[:-1] == context for one in all_of_them) + k * len(words)
    return (all_of_them.count((*context, word)) + k) / denominator if denominator else Fraction(0)


def exact_sentence(sentences: list[list[str]], n: int, k: Fraction, sentence: list[str]) -> Fraction:
    return math.prod(exact(sentences, n, k, one[-1], one[:-1]) for one in windows([sentence], n))


def log(p: Fraction) -> float:
    """Python takes the logarithm of whole numbers of any size."""
    return math.log(p.numerator) - math.log(p.denominator)


# ---- the chain rule ----


def test_the_chain_rule_gives_the_probability_that_jurafsky_and_martin_print():
    assert chain_rule(ENGLISH_FOOD) == pytest.approx(0.000031, abs=5e-7)
    assert log_probability(ENGLISH_FOOD) == pytest.approx(math.log(0.000031), rel=1e-3)


def test_where_are_we_going_is_three_in_512():
    conditionals = np.array([0.125, 0.5, 0.25, 0.375])
    assert chain_rule(conditionals) == 3 / 512
    assert log_probability(conditionals) == pytest.approx(log(Fraction(3, 512)), rel=1e-15)


@pytest.mark.parametrize("seed", range(3))
def test_products_and_sums_of_logarithms_agree_with_exact_fractions(seed):
    sixteenths = np.random.default_rng(seed).integers(1, 17, size=9).tolist()
    product = math.prod(Fraction(one, 16) for one in sixteenths)
    assert chain_rule(np.array(sixteenths) / 16) == pytest.approx(float(product), rel=1e-14)
    assert log_probability(np.array(sixteenths) / 16) == pytest.approx(log(product), rel=1e-14)


def test_5000_words_do_not_underflow():
    sixteenths = np.random.default_rng(5).integers(1, 17, size=5000).tolist()
    answer = log_probability(np.array(sixteenths) / 16)
    assert answer == pytest.approx(log(math.prod(Fraction(one, 16) for one in sixteenths)), rel=1e-12)
    assert answer < -3000


def test_an_impossible_word_makes_the_sentence_impossible():
    conditionals = np.array([0.5, 0.0, 0.25])
    assert chain_rule(conditionals) == 0
    assert log_probability(conditionals) == -math.inf


def test_no_words_have_the_log_probability_0():
    assert log_probability(np.zeros(0)) == 0


def test_float32_stays_float32_and_arguments_stay_as_they_were():
    conditionals = np.array([0.5, 0.25], dtype=np.float32)
    assert chain_rule(conditionals).dtype == log_probability(conditionals).dtype == np.float32
    assert conditionals.tolist() == [0.5, 0.25]


# ---- counting ----


def by_scikit_learn(sentences: list[list[str]], n: int) -> dict[tuple[str, ...], int]:
    """Its vectoriser counts the padded sentences."""
    vectorizer = CountVectorizer(tokenizer=str.split, token_pattern=None, lowercase=False, ngram_range=(n, n))
    padded = [" ".join(["<s>"] * (n - 1) + sentence + ["</s>"]) for sentence in sentences]
    counts = np.asarray(vectorizer.fit_transform(padded).sum(axis=0)).ravel().tolist()
    return {tuple(name.split()): counts[column] for name, column in vectorizer.vocabulary_.items()}


@pytest.mark.parametrize("n", [1, 2, 3, 4])
@pytest.mark.parametrize("sentences", [SAM, drawn_text(0), drawn_text(1)], ids=["sam", "0", "1"])
def test_counts_are_those_of_scikit_learn(sentences, n):
    assert ngram_counts(sentences, n) == by_scikit_learn(sentences, n)


def test_a_sentence_shorter_than_n_is_padded_too():
    assert ngram_counts([["I"]], 3) == {("<s>", "<s>", "I"): 1, ("<s>", "I", "</s>"): 1}


def test_single_words_have_no_start():
    assert ngram_counts([["I", "I"]], 1) == {("I",): 2, ("</s>",): 1}


# ---- the model ----


def test_the_shares_are_those_that_jurafsky_and_martin_print():
    model = NGramModel(2).fit(SAM)
    printed = {
        ("I", "<s>"): Fraction(2, 3),
        ("Sam", "<s>"): Fraction(1, 3),
        ("am", "I"): Fraction(2, 3),
        ("</s>", "Sam"): Fraction(1, 2),
        ("Sam", "am"): Fraction(1, 2),
        ("do", "I"): Fraction(1, 3),
    }
    for (word, context), share in printed.items():
        assert model.probability(word, (context,)) == pytest.approx(float(share), rel=1e-15)


def test_laplace_smoothing_gives_the_shares_that_jurafsky_and_martin_print():
    others = [f"word{i}" for i in range(1446 - len(AFTER_I) - 1)]  # with those and "</s>", 1,446 words
    text = [["i", word] for word, count in AFTER_I.items() for _ in range(count)]
    rest = 2533 - len(text) - AFTER_I["i"]  # "</s>" follows the second "i" of "i i"
    text += [["i", word] for word in itertools.islice(itertools.cycle(others), rest)]
    laplace, plain = NGramModel(2, 1.0).fit(text), NGramModel(2).fit(text)
    assert len(laplace.vocabulary) == 1446
    assert laplace.context_counts["i",] == 2533
    assert plain.probability("want", ("i",)) == pytest.approx(0.33, abs=5e-3)
    printed = {"want": 0.21, "eat": 0.0025, "i": 0.0015, "spend": 0.00075, "to": 0.00025}
    for word, share in printed.items():
        assert laplace.probability(word, ("i",)) == pytest.approx(share, rel=0.03)


@pytest.mark.parametrize(("n", "k"), [(1, 0), (2, 0), (3, 0), (1, 2), (2, Fraction(1, 2)), (3, 1), (4, Fraction(1, 4))])
def test_every_probability_agrees_with_exact_fractions(n, k):
    sentences = drawn_text(2)
    model = NGramModel(n, float(k)).fit(sentences)
    for context in itertools.islice(itertools.product(["<s>", *"abz"], repeat=n - 1), 20):
        for word in ("a", "d", "</s>", "never"):
            witness = exact(sentences, n, Fraction(k), word, context)
            assert model.probability(word, context) == pytest.approx(float(witness), rel=1e-14, abs=0)
            assert model.probability(word, [*context]) == model.probability(word, context)


@pytest.mark.parametrize(("n", "k"), [(1, 0.0), (2, 0.0), (2, 0.5), (3, 0.0), (3, 2.0)])
def test_probabilities_sum_to_1_over_the_vocabulary(n, k):
    model = NGramModel(n, k).fit(SAM)
    for context in {one[:-1] for one in ngram_counts(SAM, n)}:
        assert sum(model.probability(word, context) for word in VOCABULARY) == pytest.approx(1, rel=1e-12)


@pytest.mark.parametrize(("n", "k"), [(1, 0), (2, 0), (2, Fraction(1, 2)), (3, 1)])
def test_log_probabilities_agree_with_exact_fractions(n, k):
    sentences = drawn_text(3)
    model = NGramModel(n, float(k)).fit(sentences)
    for sentence in sentences:
        assert model.log_probability(sentence) == pytest.approx(log(exact_sentence(sentences, n, Fraction(k), sentence)), rel=1e-13)


def test_i_am_has_two_ninths():
    assert math.exp(NGramModel(2).fit(SAM).log_probability(["I", "am"])) == pytest.approx(2 / 9, rel=1e-14)


@pytest.mark.parametrize(("n", "k"), [(1, 0.0), (2, 0.0), (2, 0.5), (3, 1.0)])
def test_perplexity_is_that_of_torchmetrics(n, k):
    """It takes the logarithms of all words at every place, and the words that came."""
    model, tokens = NGramModel(n, k).fit(SAM), windows(SAM, n)
    exactly = [[float(exact(SAM, n, Fraction(k), word, one[:-1])) for word in VOCABULARY] for one in tokens]
    came = torch.tensor([[VOCABULARY.index(one[-1]) for one in tokens]])
    metric = Perplexity()
    metric.set_dtype(torch.float64)
    assert model.perplexity(SAM) == pytest.approx(float(metric(torch.tensor([exactly], dtype=torch.float64).log(), came)), rel=1e-6)


def test_perplexity_of_i_am_is_the_cube_root_of_nine_halves():
    assert NGramModel(2).fit(SAM).perplexity([["I", "am"]]) == pytest.approx(4.5 ** (1 / 3), rel=1e-14)


def test_a_model_that_knows_nothing_hesitates_between_all_words():
    witness = ((3 + 11) * 11 * 11 * 11) ** (1 / 4)  # after "<s> <s>" three words were seen, after the other contexts none
    assert NGramModel(3, 1.0).fit(SAM).perplexity([["x", "y", "z"]]) == pytest.approx(witness, rel=1e-14)


def test_an_impossible_sentence_is_infinitely_perplexing():
    model = NGramModel(2).fit(SAM)
    assert model.log_probability(["am", "I"]) == -math.inf
    assert model.perplexity([["I", "am"], ["am", "I"]]) == math.inf


def test_a_long_text_does_not_underflow():
    model = NGramModel(2, 0.5).fit(SAM)
    assert model.perplexity([["I", "am"]] * 1000) == pytest.approx(model.perplexity([["I", "am"]]), rel=1e-12)
    assert model.log_probability(["I", "am"] * 1000) < -2000


def test_fit_starts_anew_and_returns_the_model():
    model = NGramModel(2, 0.5)
    assert model.fit(drawn_text(4)) is model
    assert model.fit(SAM).perplexity(SAM) == NGramModel(2, 0.5).fit(SAM).perplexity(SAM)
    assert model.vocabulary == set(VOCABULARY)


@pytest.mark.parametrize(("n", "k"), [(0, 0.0), (-1, 0.0), (2, -0.5)])
def test_n_below_1_and_k_below_0_are_refused(n, k):
    with pytest.raises(ValueError, match="must"):
        NGramModel(n, k)


@pytest.mark.parametrize(("n", "context"), [(1, ("I",)), (2, ()), (2, ("I", "am")), (3, ("I",)), (3, ("<s>", "I", "am"))])
def test_contexts_of_another_length_are_refused(n, context):
    with pytest.raises(ValueError, match="context"):
        NGramModel(n, 1.0).fit(SAM).probability("Sam", context)


def test_texts_stay_as_they_were():
    sentences = drawn_text(5)
    before = [[*sentence] for sentence in sentences]
    NGramModel(3, 0.5).fit(sentences).perplexity(sentences)
    assert sentences == before
