"""Inputs of the assignment on language models: probabilities, texts, and words with their counts.

Texts are lists of sentences, sentences lists of words. The public ones are the handout's; the hidden ones are drawn from a small stock of
words, so that words, pairs and triples come again. Probabilities are multiples of 1/64.

A hidden group is drawn until it bites: every mistake that it is meant to catch gives a clearly different answer, and no mistake a nearly
right one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np

from assignments.case import Call, Kept, Script
from assignments.language_models import mistakes
from reference import byte_pair_encoding as bpe
from reference import ngram_model as ngram

# "Where are we going", and "Where are you". The slides give the sentence without numbers; these are ours.
WHERE = [np.array([0.125, 0.5, 0.25, 0.375]), np.array([0.125, 0.5, 0.625])]

# Jurafsky and Martin's three sentences.
SAM = [line.split() for line in ("I am Sam", "Sam I am", "I do not like green eggs and ham")]

# Sennrich, Haddow and Birch's four words.
LOWEST = {"low": 5, "lower": 2, "newest": 6, "widest": 3}

# Some of them differ in one letter only, in its size, or in its accent.
STOCK = [
    *("the", "The", "a", "cat", "cats", "dog", "dogs", "sees", "saw", "us", "US", "rain"),
    *("and", ",", "or", "über", "café", "cafe", "blue", "tree", "one", "two", "runs", "home"),
]

CLEARLY = 3e-3  # of the answer's size: thirty times the usual float32 tolerance
SAME = 1e-5
TRIES = 20_000

Case = dict[str, Any] | Script
Text = list[list[str]]


# ---- does a group bite? ----


def answered(case: Case, task: str, entry: Callable[..., Any]) -> Any:
    """What an entry answers to a case; None where it raises."""
    calls = case.calls if isinstance(case, Script) else (Call(task, case),)
    kept: dict[str, Any] = {}
    values = []
    try:
        with np.errstate(all="ignore"):
            for call in calls:
                owner, _, method = call.entry.rpartition(".")
                given = {name: kept[one.name] if isinstance(one, Kept) else one for name, one in call.arguments.items()}
                value = (getattr(kept[owner], method) if owner else entry)(**given)
                if call.keep:
                    kept[call.keep] = value
                else:
                    values.append(value)
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
        return None
    return values[0] if len(values) == 1 else values


def distance(right: Any, wrong: Any) -> float:
    """Largest difference as a share of a number's size; infinite where anything but the numbers differs."""
    try:
        one, other = np.asarray(right, dtype=np.float64), np.asarray(wrong, dtype=np.float64)
    except (TypeError, ValueError):
        return 0.0 if right == wrong else float("inf")
    finite = np.isfinite(one)
    if one.shape != other.shape or not np.array_equal(finite, np.isfinite(other)) or np.any(one[~finite] != other[~finite]):
        return float("inf")
    sizes = np.maximum(np.abs(one[finite]), 0.01 * np.max(np.abs(one[finite]), initial=0.0))
    return float(np.max(np.abs(one[finite] - other[finite]) / np.where(sizes > 0, sizes, 1.0), initial=0.0))


def names(task: str) -> set[str]:
    """The mistakes of a task."""
    return {name for name in vars(getattr(mistakes, task)) if not name.startswith("_")}


def bites(task: str, cases: Iterable[Case], catch: set[str], spare: set[str]) -> bool:
    """Whether each mistake to catch is clearly off in some case, and not like another of them; those to spare nowhere; none by little."""
    right = [answered(case, task, getattr(ngram, task, None) or getattr(bpe, task)) for case in cases]
    if any(one is None for one in right):
        return False
    caught: list[list[Any]] = []
    for name in names(task):
        wrong = [answered(case, task, getattr(getattr(mistakes, task), name)) for case in cases]
        gaps = [distance(*pair) for pair in zip(right, wrong, strict=True)]
        if any(SAME < gap < CLEARLY for gap in gaps) or (name in spare and max(gaps) > SAME):
            return False
        if name in catch:
            if max(gaps) < CLEARLY or any(alike(wrong, other) for other in caught):
                return False
            caught.append(wrong)
    return True


def alike(some: list[Any], others: list[Any]) -> bool:
    """Whether two mistakes give the same answers, apart from those that are no answers at all."""
    pairs = [(one, other) for one, other in zip(some, others, strict=True) if one is not None or other is not None]
    return bool(pairs) and all(one is not None and other is not None and distance(one, other) < CLEARLY for one, other in pairs)


def drawn_until(task: str, draw: Callable[[], list[Case] | None], catch: set[str], *, spare: Iterable[str] = frozenset()) -> list[Case]:
    """The first drawn group that bites. draw: gives None where its draw is of no use.

    catch: mistakes that the group must show. spare: mistakes that cost their points in another group, and so not in this one.
    """
    for _ in range(TRIES):
        cases = draw()
        if cases is not None and bites(task, cases, catch, set(spare)):
            return cases
    raise RuntimeError(f"no group of {task} fits: loosen the condition or widen the draw")


# ---- the probability of a sentence ----


def conditionals(rng: np.random.Generator, words: int) -> np.ndarray:
    """(words,) probabilities between 1/16 and 15/16."""
    return rng.integers(4, 61, size=words) / 64


def sentences_of(rng: np.random.Generator, *lengths: int) -> list[Case]:
    return [{"conditionals": conditionals(rng, words)} for words in lengths]


def impossible(rng: np.random.Generator) -> list[Case]:
    """Two sentences of which one word has the probability 0, in the middle and at the end."""
    cases = sentences_of(rng, 6, 4)
    for case, place in zip(cases, (2, 3), strict=True):
        case["conditionals"][place] = 0.0
    return cases


class chain_rule:
    @staticmethod
    def worked(rng: np.random.Generator) -> list[Case]:
        """The slides' sentence, and a shorter one that begins like it, with numbers of ours."""
        return [{"conditionals": p} for p in WHERE]

    @staticmethod
    def drawn(rng: np.random.Generator) -> list[Case]:
        """Sentences of two to nine words."""
        catch = names("chain_rule") - {"zeros_left_out"}
        return drawn_until("chain_rule", lambda: sentences_of(rng, 2, 5, 9), catch)

    @staticmethod
    def one_word(rng: np.random.Generator) -> list[Case]:
        """A sentence of one word."""
        return drawn_until("chain_rule", lambda: sentences_of(rng, 1), {"first_left_out"})

    @staticmethod
    def impossible(rng: np.random.Generator) -> list[Case]:
        """A word that cannot come, in the middle and at the end."""
        return drawn_until("chain_rule", lambda: impossible(rng), {"zeros_left_out"})


class log_probability:
    @staticmethod
    def worked(rng: np.random.Generator) -> list[Case]:
        """The same two sentences."""
        return [{"conditionals": p} for p in WHERE]

    @staticmethod
    def drawn(rng: np.random.Generator) -> list[Case]:
        """Sentences of one to nine words."""
        rare = {"product_first", "a_little_added", "zeros_left_out", "logarithm_of_zero", "nothing_is_impossible"}
        return drawn_until("log_probability", lambda: sentences_of(rng, 1, 4, 9), names("log_probability") - rare)

    @staticmethod
    def impossible(rng: np.random.Generator) -> list[Case]:
        """A word that cannot come, in the middle and at the end."""
        catch = {"a_little_added", "zeros_left_out", "logarithm_of_zero"}
        return drawn_until("log_probability", lambda: impossible(rng), catch)

    @staticmethod
    def no_words(rng: np.random.Generator) -> list[Case]:
        """No word at all."""
        return [{"conditionals": np.zeros(0)}]

    @staticmethod
    def long(rng: np.random.Generator) -> list[Case]:
        """5,000 words. The first is certain, so that leaving it out is no nearly right answer."""
        p = conditionals(rng, 5000)
        p[0] = 1.0
        return [{"conditionals": p}]


# ---- texts ----


def text(rng: np.random.Generator, words: int, lengths: Iterable[int]) -> Text:
    """Sentences of these lengths from some words of the stock, the earlier ones more often."""
    chosen = rng.permutation(STOCK)[:words].tolist()
    weights = 0.8 ** np.arange(words)
    return [rng.choice(chosen, size=length, p=weights / weights.sum()).tolist() for length in lengths]


def in_some_order(rng: np.random.Generator, *lengths: int) -> list[int]:
    return rng.permutation(lengths).tolist()


def counted(rng: np.random.Generator, words: int, lengths: tuple[int, ...], *orders: int) -> list[Case]:
    """One text, to be counted in rows of these lengths."""
    sentences = text(rng, words, in_some_order(rng, *lengths))
    return [{"sentences": sentences, "n": n} for n in orders]


class ngram_counts:
    @staticmethod
    def worked(rng: np.random.Generator) -> list[Case]:
        """The pairs of the three sentences about Sam."""
        return [{"sentences": SAM, "n": 2}]

    @staticmethod
    def single(rng: np.random.Generator) -> list[Case]:
        """The words of the three sentences, as tuples of one."""
        return [{"sentences": SAM, "n": 1}]

    @staticmethod
    def drawn(rng: np.random.Generator) -> list[Case]:
        """Pairs in another text."""
        catch = names("ngram_counts") - {"always_one_start", "as_many_ends_as_starts", "bare_words"}
        return drawn_until("ngram_counts", lambda: counted(rng, 6, (3, 4, 6, 9, 2), 2), catch)

    @staticmethod
    def longer(rng: np.random.Generator) -> list[Case]:
        """Triples, and rows of four."""
        catch = names("ngram_counts") - {"bare_words"}
        return drawn_until("ngram_counts", lambda: counted(rng, 4, (5, 4, 7, 9), 3, 4), catch)

    @staticmethod
    def words(rng: np.random.Generator) -> list[Case]:
        """Single words in another text."""
        catch = {"no_end", "always_one_start", "once_a_sentence", "bare_words", "lower_case"}
        return drawn_until("ngram_counts", lambda: counted(rng, 7, (3, 8, 5), 1), catch)

    @staticmethod
    def short(rng: np.random.Generator) -> list[Case]:
        """Sentences of one and two words, in rows of four and of three."""
        catch = {"no_start", "no_end", "always_one_start", "as_many_ends_as_starts", "across_sentences"}
        return drawn_until("ngram_counts", lambda: counted(rng, 4, (1, 2, 1, 2), 4, 3), catch)


# ---- the model ----


def model(n: int, sentences: Text, *asked: Call, **smoothing: float) -> Script:
    """A model made, fitted and asked. What fit returns is kept under another name, so that a fit without `return` costs nothing here."""
    made = Call("NGramModel", {"n": n, **smoothing}, keep="model")
    return Script(made, Call("model.fit", {"sentences": sentences}, keep="fitted"), *asked)


def probability(word: str, *context: str) -> Call:
    return Call("model.probability", {"word": word, "context": context})


def log_of(*words: str) -> Call:
    return Call("model.log_probability", {"sentence": list(words)})


def perplexity(sentences: Text) -> Call:
    return Call("model.perplexity", {"sentences": sentences})


def seen(rng: np.random.Generator, sentences: Text, n: int, count: int, *, start: bool = True) -> list[Call]:
    """Questions about n-grams of the text; the first is about the beginning of a sentence and the second about an end, if there is one."""
    known = list(ngram.ngram_counts(sentences, n))
    first = [one for one in known if one[0] == ngram.START and n > 1] if start else []
    last = [one for one in known if one[-1] == ngram.END]
    chosen = [groups[rng.integers(len(groups))] for groups in (first, last, *[known] * count) if groups]
    return [probability(one[-1], *one[:-1]) for one in chosen]


def never_seen(sentences: Text, n: int) -> list[tuple[str, ...]]:
    """Known words after known contexts that they do not follow."""
    known = ngram.ngram_counts(sentences, n)
    contexts, words = sorted({one[:-1] for one in known}), sorted({one[-1] for one in known})
    return [(*context, word) for context in contexts for word in words if (*context, word) not in known]


def unseen(rng: np.random.Generator, sentences: Text, n: int, count: int) -> list[Call]:
    """Questions about some of those."""
    chosen = rng.permutation(never_seen(sentences, n))[:count].tolist()
    return [probability(one[-1], *one[:-1]) for one in chosen]


def some_text(rng: np.random.Generator, words: int = 6) -> Text:
    """Six sentences. The first ends in a word that is never followed by another one, and so begins no pair of words."""
    first, *others = text(rng, words, in_some_order(rng, 2, 3, 4, 5, 6, 8))
    return [[*first, "!"], *others]


def framed(rng: np.random.Generator) -> Text:
    """Every sentence begins with "So" and ends with ".", and nothing else does: how it begins and ends is certain.

    The last sentence goes through all words between and back to its first, so that every word leads on to another one.
    """
    middle = some_text(rng, 5)
    ring = sorted({word for sentence in middle for word in sentence})
    return [["So", *sentence, "."] for sentence in [*middle, [*ring, ring[0]]]]


def walk(rng: np.random.Generator, sentences: Text, length: int) -> list[str]:
    """A sentence of about so many words, made of pairs of a framed text."""
    pairs = sorted(ngram.ngram_counts(sentences, 2))
    words = ["So"]
    while len(words) < length:
        following = [other for one, other in pairs if one == words[-1] and other != "."]
        words.append(following[rng.integers(len(following))])
    while (words[-1], ".") not in pairs:
        words.pop()
    return [*words, "."]


def fitted_again(sentences: Text) -> Call:
    return Call("model.fit", {"sentences": sentences}, keep="again")


# They cost their points where k is above 0.
SMOOTHING = {
    *("k_added_once", "k_above_only", "words_not_multiplied", "never_smoothed", "start_in_vocabulary", "end_not_in_vocabulary"),
    *("ngrams_for_words", "unknown_words_impossible", "keeps_old_words"),
}


class NGramModel:
    @staticmethod
    def worked(rng: np.random.Generator) -> list[Case]:
        """Pairs in the three sentences about Sam."""
        asked = [("I", "<s>"), ("Sam", "<s>"), ("am", "I"), ("do", "I"), ("Sam", "am"), ("</s>", "Sam"), ("ham", "green")]
        return [model(2, SAM, *[probability(*one) for one in asked])]

    @staticmethod
    def smoothed(rng: np.random.Generator) -> list[Case]:
        """The same pairs, with k = 1."""
        asked = [("I", "<s>"), ("Sam", "I"), ("am", "I"), ("</s>", "Sam"), ("ham", "green")]
        return [model(2, SAM, *[probability(*one) for one in asked], k=1.0)]

    @staticmethod
    def refuses(rng: np.random.Generator) -> list[Case]:
        """n = 0, n = -1, and k = -0.5."""
        return [Script(Call("NGramModel", given, keep="model")) for given in ({"n": 0}, {"n": -1}, {"n": 2, "k": -0.5})]

    @staticmethod
    def refuses_context(rng: np.random.Generator) -> list[Case]:
        """No word, and two words, before a word in a model of pairs."""
        return [model(2, SAM, probability("Sam")), model(2, SAM, probability("Sam", "I", "am"))]

    @staticmethod
    def refuses_others(rng: np.random.Generator) -> list[Case]:
        """One word in a model of single words, and one and three words in a model of triples."""
        draws = [(1, 1), (3, 1), (3, 3)]
        words = some_text(rng)
        return [model(n, words, probability(words[0][0], *max(words, key=len)[:size]), k=0.5) for n, size in draws]

    @staticmethod
    def log_worked(rng: np.random.Generator) -> list[Case]:
        """Two sentences about Sam."""
        return [model(2, SAM, log_of("I", "am", "Sam"), log_of("I", "am"))]

    @staticmethod
    def perplexity_worked(rng: np.random.Generator) -> list[Case]:
        """Of two words, and of the three sentences themselves."""
        return [model(2, SAM, perplexity([["I", "am"]]), perplexity(SAM))]

    @staticmethod
    def drawn(rng: np.random.Generator) -> list[Case]:
        """Another text in pairs and in triples, without smoothing."""

        def draw() -> list[Case]:
            sentences = some_text(rng)
            return [model(n, sentences, *seen(rng, sentences, n, 4), *unseen(rng, sentences, n, 1)) for n in (2, 3)]

        catch = {"all_tokens_below", "always_one", "context_left_out", "word_before_context", "context_backwards"}
        return drawn_until("NGramModel", draw, catch | {"nothing_before_a_sentence", "one_start_only", "ends_not_counted"})

    @staticmethod
    def adds_k(rng: np.random.Generator) -> list[Case]:
        """Other texts with k = 1/2, 2 and 1/4, in single words, pairs and triples."""

        def draw() -> list[Case]:
            sentences, triples = some_text(rng), some_text(rng)
            return [
                model(1, sentences, *seen(rng, sentences, 1, 3), k=0.5),
                model(2, sentences, *seen(rng, sentences, 2, 3), *unseen(rng, sentences, 2, 2), k=2.0),
                model(3, triples, *seen(rng, triples, 3, 3), *unseen(rng, triples, 3, 2), k=0.25),
            ]

        catch = {"k_added_once", "k_above_only", "words_not_multiplied", "always_one", "never_smoothed"}
        catch |= {"start_in_vocabulary", "end_not_in_vocabulary", "ngrams_for_words", "context_counted_apart"}
        return drawn_until("NGramModel", draw, catch)

    @staticmethod
    def orders(rng: np.random.Generator) -> list[Case]:
        """Single words, and rows of four."""

        def draw() -> list[Case]:
            sentences, few = some_text(rng), some_text(rng, 3)
            return [model(1, sentences, *seen(rng, sentences, 1, 3)), model(4, few, *seen(rng, few, 4, 5), *unseen(rng, few, 4, 2))]

        return drawn_until("NGramModel", draw, {"one_start_only", "context_backwards", "context_left_out", "nothing_before_a_sentence"})

    @staticmethod
    def unknown(rng: np.random.Generator) -> list[Case]:
        """Words and contexts that the text does not have, with k = 1/2 and k = 1/4."""

        def draw() -> list[Case]:
            sentences = some_text(rng)
            known = sentences[0][0]
            return [
                model(2, sentences, probability("Zebra", known), probability("Zebra", "<s>"), probability(known, "Zebra"), k=0.5),
                model(3, sentences, probability("Zebra", "<s>", "<s>"), probability(known, "Zebra", known), k=0.25),
            ]

        return drawn_until("NGramModel", draw, {"unknown_words_impossible", "never_smoothed", "k_above_only"})

    @staticmethod
    def nothing_below(rng: np.random.Generator) -> list[Case]:
        """Contexts that were never seen, without smoothing; unknown words after known contexts."""

        def draw() -> list[Case]:
            sentences = some_text(rng)
            known = sentences[0][0]
            return [
                model(2, sentences, probability(known, "Zebra"), probability("Zebra", known), probability("Zebra", "Yak")),
                model(3, sentences, probability(known, "Zebra", known), probability("Zebra", "<s>", "<s>")),
            ]

        return drawn_until("NGramModel", draw, {"division_by_zero", "evenly_where_nothing_is_seen"}, spare=SMOOTHING)

    @staticmethod
    def lists(rng: np.random.Generator) -> list[Case]:
        """The contexts are lists."""

        def draw() -> list[Case]:
            sentences = some_text(rng)
            asked = [Call(one.entry, {**one.arguments, "context": list(one.arguments["context"])}) for one in seen(rng, sentences, 3, 3)]
            return [model(3, sentences, *asked)]

        return drawn_until("NGramModel", draw, {"lists_are_no_keys"}, spare=SMOOTHING)

    @staticmethod
    def anew(rng: np.random.Generator) -> list[Case]:
        """A model fitted to one text and then to another, and asked about the second, without smoothing."""

        def draw() -> list[Case]:
            first, second = some_text(rng), some_text(rng)
            return [model(n, first, fitted_again(second), *seen(rng, second, n, 3)) for n in (2, 3)]

        return drawn_until("NGramModel", draw, {"adds_to_the_old"}, spare=SMOOTHING)

    @staticmethod
    def new_words(rng: np.random.Generator) -> list[Case]:
        """The same with k = 1/2, where the number of words counts too."""

        def draw() -> list[Case]:
            first, second = some_text(rng), some_text(rng)
            return [model(2, first, fitted_again(second), *seen(rng, second, 2, 2), *unseen(rng, second, 2, 1), k=0.5)]

        return drawn_until("NGramModel", draw, {"keeps_old_words"})

    @staticmethod
    def two_models(rng: np.random.Generator) -> list[Case]:
        """One model is asked after another one, made like it, was fitted to another text."""

        def draw() -> list[Case]:
            mine, theirs = some_text(rng), some_text(rng)
            others = [Call("NGramModel", {"n": 2}, keep="other"), Call("other.fit", {"sentences": theirs}, keep="other_fitted")]
            return [model(2, mine, *others, *seen(rng, mine, 2, 4))]

        return drawn_until("NGramModel", draw, {"one_table_for_all"}, spare=SMOOTHING)

    @staticmethod
    def itself(rng: np.random.Generator) -> list[Case]:
        """What fit returned is asked. Only that it answers is looked at, so that wrong probabilities cost nothing here."""

        def draw() -> list[Case]:
            sentences = some_text(rng)
            return [model(2, sentences, *[Call("fitted.probability", one.arguments) for one in seen(rng, sentences, 2, 2)])]

        return drawn_until("NGramModel", draw, {"fit_returns_nothing"}, spare={"fit_returns_a_copy"})

    @staticmethod
    def no_copy(rng: np.random.Generator) -> list[Case]:
        """What fit returned is asked after the model was fitted to another text, about a word that only the first text has.

        It is impossible now, which models with wrong probabilities know as well.
        """

        def draw() -> list[Case]:
            second = some_text(rng)
            known = second[0][0]
            first = [*some_text(rng), [known, "Yak", known]]
            return [model(2, first, fitted_again(second), Call("fitted.probability", probability("Yak", known).arguments))]

        catch = {"fit_returns_nothing", "fit_returns_a_copy"}
        return drawn_until("NGramModel", draw, catch, spare=names("NGramModel") - catch - {"adds_to_the_old", "always_one"})

    @staticmethod
    def log_drawn(rng: np.random.Generator) -> list[Case]:
        """Sentences of other texts, in single words, pairs and triples, without smoothing."""

        def draw() -> list[Case]:
            sentences = some_text(rng)
            return [model(n, sentences, *[log_of(*one) for one in sentences[-2:]]) for n in (1, 2, 3)]

        catch = {"end_left_out", "first_words_left_out", "log_base_two", "log_by_word"}
        return drawn_until("NGramModel", draw, catch, spare=SMOOTHING)

    @staticmethod
    def log_smoothed(rng: np.random.Generator) -> list[Case]:
        """A new sentence and one with an unknown word, in pairs with k = 1/2."""

        def draw() -> list[Case]:
            sentences = some_text(rng)
            return [model(2, sentences, *[log_of(*one) for one in (*text(rng, 5, (6,)), [*sentences[1], "Zebra"])], k=0.5)]

        return drawn_until("NGramModel", draw, {"never_smoothed", "always_one"})

    @staticmethod
    def log_impossible(rng: np.random.Generator) -> list[Case]:
        """A sentence of known words with a pair that was never seen, without smoothing."""

        def draw() -> list[Case] | None:
            sentences = some_text(rng)
            known = ngram.ngram_counts(sentences, 2)
            pairs = [pair for pair in never_seen(sentences, 2) if (ngram.START, pair[0]) in known and (pair[1], ngram.END) in known]
            return [model(2, sentences, log_of(*pairs[rng.integers(len(pairs))]))] if pairs else None

        return drawn_until("NGramModel", draw, {"log_of_zero", "log_of_a_little"}, spare=SMOOTHING | {"end_left_out"})

    @staticmethod
    def log_long(rng: np.random.Generator) -> list[Case]:
        """A sentence of some 2,000 words. How it begins and ends is certain, so that leaving that out is no nearly right answer."""

        def draw() -> list[Case]:
            sentences = framed(rng)
            return [model(2, sentences, log_of(*walk(rng, sentences, 2000)))]

        return drawn_until("NGramModel", draw, {"log_of_product"}, spare=SMOOTHING)

    @staticmethod
    def perplexity_drawn(rng: np.random.Generator) -> list[Case]:
        """Of parts of other texts, in single words, pairs and triples, without smoothing."""

        def draw() -> list[Case]:
            sentences = some_text(rng)
            return [model(n, sentences, perplexity(sentences[n : n + 3])) for n in (1, 2, 3)]

        rare = {"perplexity_skips_the_impossible", "perplexity_of_a_product"}
        catch = {name for name in names("NGramModel") if name.startswith("perplexity")} - rare
        return drawn_until("NGramModel", draw, catch, spare=SMOOTHING)

    @staticmethod
    def perplexity_smoothed(rng: np.random.Generator) -> list[Case]:
        """Of a new text with an unknown word, in pairs with k = 1/2."""

        def draw() -> list[Case]:
            return [model(2, some_text(rng), perplexity([*text(rng, 6, (4, 2, 7)), ["Zebra"]]), k=0.5)]

        return drawn_until("NGramModel", draw, {"never_smoothed", "always_one"})

    @staticmethod
    def perplexity_impossible(rng: np.random.Generator) -> list[Case]:
        """Of a text of known words, one of whose sentences has a pair that was never seen, without smoothing."""

        def draw() -> list[Case] | None:
            sentences = some_text(rng)
            pairs = [pair for pair in never_seen(sentences, 2) if ngram.START not in pair and ngram.END not in pair]
            broken = list(pairs[rng.integers(len(pairs))]) if pairs else []
            return [model(2, sentences, perplexity([sentences[0], broken, sentences[2]]))] if broken else None

        return drawn_until("NGramModel", draw, {"perplexity_skips_the_impossible"}, spare=SMOOTHING)

    @staticmethod
    def perplexity_long(rng: np.random.Generator) -> list[Case]:
        """Of 200 sentences, all of them known, without smoothing."""

        def draw() -> list[Case]:
            sentences = some_text(rng)
            return [model(2, sentences, perplexity([sentences[i] for i in rng.integers(len(sentences), size=200)]))]

        return drawn_until("NGramModel", draw, {"perplexity_of_a_product"}, spare=SMOOTHING)


# ---- byte pairs ----


def word_counts(rng: np.random.Generator, letters: str, words: int, sizes: tuple[int, int] = (2, 6), most: int = 60) -> dict[str, int]:
    """Different words of so many letters, the earlier letters more often, each with a count of its own."""
    weights = 0.75 ** np.arange(len(letters))
    found: dict[str, int] = {}
    counts = rng.permutation(np.arange(1, most + 1)).tolist()
    while len(found) < words:
        word = "".join(rng.choice([*letters], size=rng.integers(*sizes, endpoint=True), p=weights / weights.sum()))
        found.setdefault(word, counts[len(found)])
    return found


def without_ties(counts: dict[str, int], num_merges: int) -> bool:
    """Whether at every step one pair is more frequent than all others."""
    words = {word: [*word, bpe.END_OF_WORD] for word in counts}
    for pair in bpe.bpe_train(counts, num_merges):
        pairs = bpe._pair_counts(words, counts)
        if sum(count == pairs[pair] for count in pairs.values()) > 1:
            return False
        words = {word: bpe._merged(symbols, *pair) for word, symbols in words.items()}
    return True


def each_pair_once(merges: list[tuple[str, str]]) -> bool:
    """No pair twice, and no symbol made in two ways: then every way to follow the order of the merges gives the same pieces."""
    return len({"".join(pair) for pair in merges}) == len(merges)


def training(rng: np.random.Generator, letters: str, words: int, num_merges: int, **more: Any) -> dict[str, Any] | None:
    """Words whose first merges are clear, or None."""
    counts = word_counts(rng, letters, words, **more)
    clear = without_ties(counts, num_merges) and each_pair_once(bpe.bpe_train(counts, num_merges))
    return {"word_counts": counts, "num_merges": num_merges} if clear else None


def trainings(rng: np.random.Generator, *wanted: tuple[str, int, int]) -> list[Case] | None:
    """Several of them: letters, words, merges."""
    cases = [training(rng, *one) for one in wanted]
    return None if None in cases else cases  # type: ignore[return-value]


RUNS = {"overlaps_left_out", "joins_from_the_right", "joins_one_place", "pairs_once_a_word"}
TIES = {"first_seen_of_ties", "largest_of_ties", "ties_by_joined_text", "ties_by_right_symbol"}
TIES |= {"end_mark_after_letters", "ties_by_alphabet"}


class bpe_train:
    @staticmethod
    def worked(rng: np.random.Generator) -> list[Case]:
        """The four words of the handout, and one that Wikipedia takes apart. Both have ties."""
        return [{"word_counts": LOWEST, "num_merges": 10}, {"word_counts": {"aaabdaaabac": 1}, "num_merges": 3}]

    @staticmethod
    def overlapping(rng: np.random.Generator) -> list[Case]:
        """The handout's two words, without ties."""
        return [{"word_counts": {"aaa": 3, "ba": 2}, "num_merges": 3}]

    @staticmethod
    def drawn(rng: np.random.Generator) -> list[Case]:
        """Other words, without ties and runs."""
        catch = {"words_counted_once", "no_end_mark", "end_mark_glued", "end_mark_in_letters", "replaces_text", "never_counts_again"}
        catch |= {"new_symbols", "old_counts_kept"}
        return drawn_until("bpe_train", lambda: trainings(rng, ("eatsn", 14, 8), ("oilmr", 9, 6)), catch, spare=RUNS | TIES)

    @staticmethod
    def runs(rng: np.random.Generator) -> list[Case]:
        """Words with runs of one letter, without ties."""
        return drawn_until("bpe_train", lambda: trainings(rng, ("ao", 6, 5), ("ea", 7, 5)), RUNS, spare=TIES)

    @staticmethod
    def ties(rng: np.random.Generator) -> list[Case]:
        """Words with equal counts, of letters, digits and hyphens. "B" is among them, which comes before "a"."""

        def draw() -> list[Case] | None:
            corpora = [dict.fromkeys(word_counts(rng, letters, 6), 3) for letters in ("ba2-c", "aBcD", "edab")]
            clear = all(each_pair_once(bpe.bpe_train(counts, 7)) for counts in corpora)
            return [{"word_counts": counts, "num_merges": 7} for counts in corpora] if clear else None

        return drawn_until("bpe_train", draw, TIES, spare=RUNS)

    @staticmethod
    def nothing_left(rng: np.random.Generator) -> list[Case]:
        """Words that are whole long before all merges are made. Each ends like the one before it, so that there are no ties."""

        def draw() -> list[Case] | None:
            letters = rng.permutation([*"abcdefgh"]).tolist()
            counts = [*sorted(rng.choice(np.arange(2, 40), 3, replace=False).tolist(), reverse=True), 1]
            words = {"".join(letters[:size][::-1]): count for size, count in zip((1, 2, 3, 4), counts, strict=True)}
            return [{"word_counts": words, "num_merges": 30}] if without_ties(words, 30) else None

        return drawn_until("bpe_train", draw, {"stops_at_single_pairs", "fails_at_the_end"}, spare=RUNS | TIES)

    @staticmethod
    def characters(rng: np.random.Generator) -> list[Case]:
        """Words of letters that UTF-8 writes as several bytes, without ties and runs."""
        spare = RUNS | TIES | {"replaces_text"}
        return drawn_until("bpe_train", lambda: trainings(rng, ("éüßa", 7, 6), ("日本語🙂", 6, 5)), {"bytes_for_characters"}, spare=spare)


def learned(rng: np.random.Generator, letters: str, words: int, num_merges: int) -> list[tuple[str, str]] | None:
    """What bpe_train gives for drawn words, or None where it is not clear."""
    case = training(rng, letters, words, num_merges)
    return case and bpe.bpe_train(**case)


def splits(rng: np.random.Generator, letters: str, words: int, num_merges: int, also: str = "") -> list[Case] | None:
    """Four drawn words to split, of the same letters and some others."""
    merges = learned(rng, letters, words, num_merges)
    new = word_counts(rng, letters + also, 4, (4, 8))
    return merges and [{"word": word, "merges": merges} for word in new]


SEVERAL_PLACES = {"joins_one_place", "joins_from_the_right"}
ORDER = {"from_the_left", "last_learned_first"}


class bpe_encode:
    @staticmethod
    def worked(rng: np.random.Generator) -> list[Case]:
        """The handout's merges on words that are known and new."""
        merges = bpe.bpe_train(LOWEST, 10)
        return [{"word": word, "merges": merges} for word in ("lowest", "low", "slower", "newest")]

    @staticmethod
    def drawn(rng: np.random.Generator) -> list[Case]:
        """Other merges, other words."""
        catch = {"no_end_mark", "end_mark_taken_off", "one_text", "stops_after_one", "replaces_text"}
        return drawn_until("bpe_encode", lambda: splits(rng, "eatsn", 14, 9), catch, spare=SEVERAL_PLACES)

    @staticmethod
    def order(rng: np.random.Generator) -> list[Case]:
        """Words that fall apart differently where another order is followed."""
        return drawn_until("bpe_encode", lambda: splits(rng, "oilmr", 14, 9), ORDER, spare=SEVERAL_PLACES)

    @staticmethod
    def runs(rng: np.random.Generator) -> list[Case]:
        """Words with runs of one letter."""
        return drawn_until("bpe_encode", lambda: splits(rng, "ao", 6, 4), SEVERAL_PLACES, spare={"last_learned_first", "replaces_text"})

    @staticmethod
    def unknown(rng: np.random.Generator) -> list[Case]:
        """Words with characters that no merge knows."""
        spare = SEVERAL_PLACES | ORDER | {"replaces_text"}
        return drawn_until("bpe_encode", lambda: splits(rng, "eats", 8, 6, "üx日"), {"unknown_left_out"}, spare=spare)
