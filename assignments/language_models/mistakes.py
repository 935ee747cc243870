"""Wrong answers that students of this assignment give. One class a task; each docstring is the hint that the student reads."""

from __future__ import annotations

import copy
import math
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import Any, ClassVar

import numpy as np

from reference import byte_pair_encoding as bpe
from reference import ngram_model as ngram

START, END, END_OF_WORD = ngram.START, ngram.END, bpe.END_OF_WORD


def _log(p: Any) -> Any:
    with np.errstate(divide="ignore"):
        return np.log(p)


def _counted(rows: Iterable[Sequence[str]], n: int, step: int = 1) -> dict[Any, int]:
    """How often each n neighbours occur in rows of words that are padded already."""
    counts: dict[Any, int] = {}
    for row in rows:
        for i in range(0, len(row) - n + 1, step):
            counts[tuple(row[i : i + n])] = counts.get(tuple(row[i : i + n]), 0) + 1
    return counts


def _padded(sentences: Iterable[Sequence[str]], starts: int, ends: int = 1) -> list[list[str]]:
    return [[START] * starts + [*sentence] + [END] * ends for sentence in sentences]


class chain_rule:
    @staticmethod
    def added(conditionals):
        """You add the probabilities. The chain rule multiplies them.
        See the handout, section 'The chain rule'."""
        return np.sum(conditionals)

    @staticmethod
    def logarithm(conditionals):
        """You return the logarithm of the probability. This task asks for the probability itself.
        See the handout, section 'The chain rule'."""
        return _log(conditionals).sum()

    @staticmethod
    def nth_root(conditionals):
        """You take a root of the product, or the mean of the logarithms. P(S) is the whole product, however long the sentence is.
        See the handout, section 'The chain rule'."""
        return np.exp(_log(conditionals).mean())

    @staticmethod
    def first_left_out(conditionals):
        """Your product leaves out the first factor. The first word has a probability too, p(w_1).
        See the handout, section 'The chain rule'."""
        return np.prod(conditionals[1:])

    @staticmethod
    def last_left_out(conditionals):
        """Your product leaves out the last factor. Look at where your loop ends.
        See the handout, section 'The chain rule'."""
        return np.prod(conditionals[:-1])

    @staticmethod
    def every_prefix(conditionals):
        """You return a product for every word. One number is asked for: the product for the whole sentence.
        See the handout, section 'The chain rule'."""
        return np.cumprod(conditionals)

    @staticmethod
    def zeros_left_out(conditionals):
        """You leave out factors that are 0. One impossible word makes the whole sentence impossible.
        See the handout, section 'The chain rule'."""
        return np.prod(conditionals[conditionals > 0])


class log_probability:
    @staticmethod
    def base_two(conditionals):
        """Your logarithms are to base 2. Natural logarithms are asked for.
        See the handout, section 'The log-probability of a sentence'."""
        return _log(conditionals).sum() / np.log(2)

    @staticmethod
    def base_ten(conditionals):
        """Your logarithms are to base 10. Natural logarithms are asked for.
        See the handout, section 'The log-probability of a sentence'."""
        return _log(conditionals).sum() / np.log(10)

    @staticmethod
    def product_first(conditionals):
        """You multiply first and take the logarithm at the end. The product of many probabilities is 0 in a computer. Add logarithms.
        See the handout, section 'The log-probability of a sentence'."""
        return _log(np.prod(conditionals))

    @staticmethod
    def mean_of_logarithms(conditionals):
        """You divide by the number of words. The sum of the logarithms is asked for, not their mean.
        See the handout, section 'The log-probability of a sentence'."""
        return _log(conditionals).sum() / max(len(conditionals), 1)

    @staticmethod
    def wrong_sign(conditionals):
        """Your answer has the wrong sign. The logarithm of a probability is never above 0. With a minus before it, it is a loss.
        See the handout, section 'The log-probability of a sentence'."""
        return -_log(conditionals).sum()

    @staticmethod
    def logarithm_of_sum(conditionals):
        """You add the probabilities and take the logarithm of the sum. Take the logarithm of each, and add those.
        See the handout, section 'The log-probability of a sentence'."""
        return _log(np.sum(conditionals))

    @staticmethod
    def first_left_out(conditionals):
        """Your sum leaves out the first word. It has a probability too, p(w_1).
        See the handout, section 'The log-probability of a sentence'."""
        return _log(conditionals[1:]).sum()

    @staticmethod
    def one_for_each_word(conditionals):
        """You return a logarithm for every word. One number is asked for: their sum.
        See the handout, section 'The log-probability of a sentence'."""
        return _log(conditionals)

    @staticmethod
    def a_little_added(conditionals):
        """You add a small number before the logarithm, so that log 0 is finite. It must be -inf.
        See the handout, section 'The log-probability of a sentence'."""
        return _log(conditionals + 1e-10).sum()

    @staticmethod
    def zeros_left_out(conditionals):
        """You leave out probabilities that are 0. One impossible word makes the whole sentence impossible: the answer is -inf.
        See the handout, section 'The log-probability of a sentence'."""
        return _log(conditionals[conditionals > 0]).sum()

    @staticmethod
    def logarithm_of_zero(conditionals):
        """Your code stops at log 0. `math.log(0)` raises an error; the answer is -inf.
        See the handout, section 'The log-probability of a sentence'."""
        return sum(math.log(p) for p in conditionals)

    @staticmethod
    def nothing_is_impossible(conditionals):
        """You return -inf where there are no words. A sum without terms is 0: no words have the probability 1.
        See the handout, section 'The log-probability of a sentence'."""
        return _log(conditionals).sum() if len(conditionals) else -np.inf


class ngram_counts:
    @staticmethod
    def no_start(sentences, n):
        """You put no start mark before the sentences. Each gets n - 1 of them, so that its first word has a context.
        See the handout, section 'Counting n-grams'."""
        return _counted(_padded(sentences, 0), n)

    @staticmethod
    def no_end(sentences, n):
        """You lack the n-grams that end in the end mark. Each sentence gets one end mark after it, and your loop must reach it.
        See the handout, section 'Counting n-grams'."""
        return _counted(_padded(sentences, n - 1, 0), n)

    @staticmethod
    def always_one_start(sentences, n):
        """You put one start mark before each sentence, whatever n is. It must be n - 1: none for single words, two for trigrams.
        See the handout, section 'Counting n-grams'."""
        return _counted(_padded(sentences, 1), n)

    @staticmethod
    def one_start_too_many(sentences, n):
        """You put n start marks before each sentence. n - 1 of them are enough: then the first n-gram ends in the first word.
        See the handout, section 'Counting n-grams'."""
        return _counted(_padded(sentences, n), n)

    @staticmethod
    def as_many_ends_as_starts(sentences, n):
        """You put n - 1 end marks after each sentence. It is one, whatever n is.
        See the handout, section 'Counting n-grams'."""
        return _counted(_padded(sentences, n - 1, n - 1), n)

    @staticmethod
    def across_sentences(sentences, n):
        """Some of your n-grams begin in one sentence and end in the next. Count each sentence on its own.
        See the handout, section 'Counting n-grams'."""
        return _counted([[word for row in _padded(sentences, n - 1) for word in row]], n)

    @staticmethod
    def once_a_sentence(sentences, n):
        """You count an n-gram once in each sentence. It counts as often as it occurs.
        See the handout, section 'Counting n-grams'."""
        counts: dict = {}
        for row in _padded(sentences, n - 1):
            for one in _counted([row], n):
                counts[one] = counts.get(one, 0) + 1
        return counts

    @staticmethod
    def side_by_side(sentences, n):
        """Your n-grams do not overlap. One begins at every place: move on by one word, not by n.
        See the handout, section 'Counting n-grams'."""
        return _counted(_padded(sentences, n - 1), n, step=n)

    @staticmethod
    def joined_words(sentences, n):
        """Your keys are texts, such as "I am". Each key must be a tuple of n words, such as ("I", "am").
        See the handout, section 'Counting n-grams'."""
        return {" ".join(one): count for one, count in ngram.ngram_counts(sentences, n).items()}

    @staticmethod
    def bare_words(sentences, n):
        """For n = 1 your keys are words. They must be tuples of one word, such as ("I",).
        See the handout, section 'Counting n-grams'."""
        counts = ngram.ngram_counts(sentences, n)
        return {one[0]: count for one, count in counts.items()} if n == 1 else counts

    @staticmethod
    def lower_case(sentences, n):
        """You change large letters to small ones. Words count as they come.
        See the handout, section 'Counting n-grams'."""
        return ngram.ngram_counts([[word.lower() for word in sentence] for sentence in sentences], n)

    @staticmethod
    def shorter_ones_too(sentences, n):
        """You count shorter rows of words as well. Every key must have exactly n words.
        See the handout, section 'Counting n-grams'."""
        return {one: count for m in range(1, n + 1) for one, count in _counted(_padded(sentences, n - 1), m).items()}


# ---- the class ----


class _Model(ngram.NGramModel):
    """A right model in pieces that a mistake can replace one at a time."""

    def fit(self, sentences):
        self.counts = self.count(sentences)
        self.vocabulary = self.words(sentences)
        return self

    def count(self, sentences):
        return ngram.ngram_counts(sentences, self.n)

    def words(self, sentences):
        return {END}.union(*sentences)

    def probability(self, word, context):
        context = self.checked(context)
        share, whole = self.share(word, context), self.whole(context)
        return share / whole if whole else self.nothing_seen(word)

    def checked(self, context):
        if len(context) != self.n - 1:
            raise ValueError("the context has a wrong length")
        return tuple(context)

    def share(self, word, context):
        return self.counts.get((*context, word), 0) + self.k

    def whole(self, context):
        return self.seen(context) + self.k * len(self.vocabulary)

    def seen(self, context):
        return sum(count for one, count in self.counts.items() if one[:-1] == context)

    def nothing_seen(self, word):
        return 0.0

    def conditionals(self, sentence):
        words = [START] * (self.n - 1) + [*sentence, END]
        return np.array([self.probability(words[i], words[i - self.n + 1 : i]) for i in range(self.n - 1, len(words))])

    def total(self, sentences):
        return sum(ngram.log_probability(self.conditionals(sentence)) for sentence in sentences)

    def perplexity(self, sentences):
        return np.exp(-self.total(sentences) / sum(len(sentence) + 1 for sentence in sentences))


def _made(**changed: Callable) -> Callable[..., Any]:
    """The class with some methods changed."""
    return type("NGramModel", (_Model,), changed)


def _counts_contexts(self, sentences):
    self.contexts = _counted(_padded(sentences, self.n - 2), self.n - 1) if self.n > 1 else {(): sum(self.count(sentences).values())}
    return _Model.fit(self, sentences)


class _OneForAll(_Model):
    """Counts in the class. fit writes them before anyone reads them, so that a case does not depend on the one before it."""

    shared: ClassVar[dict] = {}

    def fit(self, sentences):
        self.shared.clear()
        self.shared.update(self.count(sentences))
        self.counts, self.vocabulary = self.shared, self.words(sentences)
        return self


def _no_check(self, n, k=0.0):
    self.n, self.k = n, k


def _any_n(self, n, k=0.0):
    if k < 0:
        raise ValueError("k must not be negative")
    self.n, self.k = n, k


def _below_zero_only(self, n, k=0.0):
    if n < 0 or k < 0:
        raise ValueError("n and k must not be negative")
    self.n, self.k = n, k


def _any_k(self, n, k=0.0):
    if n < 1:
        raise ValueError("n must be at least 1")
    self.n, self.k = n, k


def _adds_up(self, sentences):
    old = getattr(self, "counts", {})
    self.counts = ngram.ngram_counts(sentences, self.n)
    for one, count in old.items():
        self.counts[one] = self.counts.get(one, 0) + count
    self.vocabulary = {one[-1] for one in self.counts}
    return self


def _old_words_too(self, sentences):
    self.counts = ngram.ngram_counts(sentences, self.n)
    self.vocabulary = getattr(self, "vocabulary", set()) | self.words(sentences)
    return self


def _returns_nothing(self, sentences):
    _Model.fit(self, sentences)


def _returns_a_copy(self, sentences):
    return copy.deepcopy(_Model.fit(self, sentences))


def _math_logs(self, sentence):
    return sum(math.log(p) for p in self.conditionals(sentence))


class NGramModel:
    @staticmethod
    def all_tokens_below(n, k=0.0):
        """You divide by the number of all n-grams. Divide by c(context): how often this context comes before a word.
        See the handout, section 'An n-gram model'."""
        return _made(seen=lambda self, context: sum(self.counts.values()))(n, k)

    @staticmethod
    def context_counted_apart(n, k=0.0):
        """You count contexts as n-grams of n - 1 words. There the start marks are one too few. Add up c(context, w) over all words w.
        See the handout, section 'An n-gram model'."""
        return _made(fit=_counts_contexts, seen=lambda self, context: self.contexts.get(context, 0))(n, k)

    @staticmethod
    def k_added_once(n, k=0.0):
        """Below the line you add k once. Each of the |V| words got k, so add k |V|.
        See the handout, section 'An n-gram model'."""
        return _made(whole=lambda self, context: self.seen(context) + self.k)(n, k)

    @staticmethod
    def k_above_only(n, k=0.0):
        """You add k above the line only. Below it, add k |V|, or the probabilities sum to more than 1.
        See the handout, section 'An n-gram model'."""
        return _made(whole=lambda self, context: self.seen(context))(n, k)

    @staticmethod
    def words_not_multiplied(n, k=0.0):
        """Below the line you add |V|, whatever k is. It must be k |V|.
        See the handout, section 'An n-gram model'."""
        return _made(whole=lambda self, context: self.seen(context) + (len(self.vocabulary) if self.k else 0))(n, k)

    @staticmethod
    def always_one(n, k=0.0):
        """You add 1, whatever k is. Add the k that the model was made with; it is 0 where none was given.
        See the handout, section 'An n-gram model'."""
        return _made(
            share=lambda self, word, context: self.counts.get((*context, word), 0) + 1,
            whole=lambda self, context: self.seen(context) + len(self.vocabulary),
        )(n, k)

    @staticmethod
    def never_smoothed(n, k=0.0):
        """You never add k. With k above 0, a word that was not seen after a context has a probability above 0.
        See the handout, section 'An n-gram model'."""
        return _made(
            share=lambda self, word, context: self.counts.get((*context, word), 0),
            whole=lambda self, context: self.seen(context),
        )(n, k)

    @staticmethod
    def start_in_vocabulary(n, k=0.0):
        """Your vocabulary holds the start mark. It is never predicted, so it does not count in |V|.
        See the handout, section 'An n-gram model'."""
        return _made(words=lambda self, sentences: {START, END}.union(*sentences))(n, k)

    @staticmethod
    def end_not_in_vocabulary(n, k=0.0):
        """Your vocabulary lacks the end mark. It is predicted like a word, so it counts in |V|.
        See the handout, section 'An n-gram model'."""
        return _made(words=lambda self, sentences: set().union(*sentences))(n, k)

    @staticmethod
    def ngrams_for_words(n, k=0.0):
        """Your |V| is the number of different n-grams. It is the number of different words, with the end mark.
        See the handout, section 'An n-gram model'."""
        return _made(words=lambda self, sentences: set(self.counts))(n, k)

    @staticmethod
    def unknown_words_impossible(n, k=0.0):
        """You give unknown words the probability 0. The formula holds for any word: with k above 0 it is above 0.
        See the handout, section 'An n-gram model'."""

        def probability(self, word, context):
            return _Model.probability(self, word, context) if word in self.vocabulary else 0.0

        return _made(probability=probability)(n, k)

    @staticmethod
    def division_by_zero(n, k=0.0):
        """Your code divides by 0 where a context was never seen and k is 0. The probability is 0.0 there.
        See the handout, section 'An n-gram model'."""
        return _made(nothing_seen=lambda self, word: self.k / 0)(n, k)

    @staticmethod
    def evenly_where_nothing_is_seen(n, k=0.0):
        """Where a context was never seen, you give every word the same share. With k = 0 the probability is 0.0 there.
        See the handout, section 'An n-gram model'."""
        return _made(nothing_seen=lambda self, word: 1 / len(self.vocabulary))(n, k)

    @staticmethod
    def context_left_out(n, k=0.0):
        """You do not look at the context: your probability is that of the word alone.
        See the handout, section 'An n-gram model'."""

        def last_word(self, word, context):
            return sum(count for one, count in self.counts.items() if one[-1] == word) + self.k

        return _made(share=last_word, seen=lambda self, context: sum(self.counts.values()))(n, k)

    @staticmethod
    def word_before_context(n, k=0.0):
        """You look for the word before its context. It comes after it: c(context, word).
        See the handout, section 'An n-gram model'."""
        return _made(share=lambda self, word, context: self.counts.get((word, *context), 0) + self.k)(n, k)

    @staticmethod
    def context_backwards(n, k=0.0):
        """You read the context backwards. Its last word stands next to the word that is predicted.
        See the handout, section 'An n-gram model'."""
        return _made(checked=lambda self, context: _Model.checked(self, context)[::-1])(n, k)

    @staticmethod
    def nothing_before_a_sentence(n, k=0.0):
        """Your model is counted without start marks: it does not know how sentences begin. Count with n - 1 of them before each sentence.
        See the handout, section 'An n-gram model'."""
        return _made(count=lambda self, sentences: _counted(_padded(sentences, 0), self.n))(n, k)

    @staticmethod
    def one_start_only(n, k=0.0):
        """Your model is counted with one start mark before each sentence. Count with n - 1: none for single words, two for trigrams.
        See the handout, section 'An n-gram model'."""
        return _made(count=lambda self, sentences: _counted(_padded(sentences, 1), self.n))(n, k)

    @staticmethod
    def ends_not_counted(n, k=0.0):
        """Your model is counted without end marks: it does not know how sentences end. Count with one after each sentence.
        See the handout, section 'An n-gram model'."""
        return _made(count=lambda self, sentences: _counted(_padded(sentences, self.n - 1, 0), self.n))(n, k)

    @staticmethod
    def lists_are_no_keys(n, k=0.0):
        """Your code wants the context to be a tuple. A list of words must do as well: make it a tuple first.
        See the handout, section 'An n-gram model'."""

        def checked(self, context):
            hash(context)  # raises TypeError for a list
            return _Model.checked(self, context)

        def conditionals(self, sentence):
            words = (START,) * (self.n - 1) + (*sentence, END)
            return np.array([self.probability(words[i], words[i - self.n + 1 : i]) for i in range(self.n - 1, len(words))])

        return _made(checked=checked, conditionals=conditionals)(n, k)

    @staticmethod
    def any_context(n, k=0.0):
        """You take contexts of any length. A context that does not have exactly n - 1 words must raise ValueError.
        See the handout, section 'An n-gram model'."""
        return _made(checked=lambda self, context: tuple(context))(n, k)

    @staticmethod
    def long_contexts_cut(n, k=0.0):
        """You cut contexts that are too long. A context that does not have exactly n - 1 words must raise ValueError.
        See the handout, section 'An n-gram model'."""

        def checked(self, context):
            return _Model.checked(self, tuple(context)[max(len(context) - self.n + 1, 0) :])

        return _made(checked=checked)(n, k)

    @staticmethod
    def anything_goes(n, k=0.0):
        """You do not look at n and k. n below 1, and k below 0, must raise ValueError.
        See the handout, section 'An n-gram model'."""
        return _made(__init__=_no_check)(n, k)

    @staticmethod
    def any_n(n, k=0.0):
        """You do not look at n. n below 1 must raise ValueError.
        See the handout, section 'An n-gram model'."""
        return _made(__init__=_any_n)(n, k)

    @staticmethod
    def n_of_zero(n, k=0.0):
        """You accept n = 0. n must be at least 1; anything below must raise ValueError.
        See the handout, section 'An n-gram model'."""
        return _made(__init__=_below_zero_only)(n, k)

    @staticmethod
    def any_k(n, k=0.0):
        """You do not look at k. k below 0 must raise ValueError.
        See the handout, section 'An n-gram model'."""
        return _made(__init__=_any_k)(n, k)

    @staticmethod
    def adds_to_the_old(n, k=0.0):
        """Fitting again adds to the old counts. fit starts anew: empty the counts first.
        See the handout, section 'An n-gram model'."""
        return _made(fit=_adds_up)(n, k)

    @staticmethod
    def keeps_old_words(n, k=0.0):
        """Fitting again keeps the old words in the vocabulary. fit starts anew: empty the vocabulary too.
        See the handout, section 'An n-gram model'."""
        return _made(fit=_old_words_too)(n, k)

    @staticmethod
    def one_table_for_all(n, k=0.0):
        """All your models share their counts: fitting one changes the others. Keep the counts in `self` and not in the class or the file.
        See the handout, section 'An n-gram model'."""
        return _OneForAll(n, k)

    @staticmethod
    def fit_returns_nothing(n, k=0.0):
        """Your fit returns nothing. Its last line must be `return self` and nothing else.
        See the handout, section 'An n-gram model'."""
        return _made(fit=_returns_nothing)(n, k)

    @staticmethod
    def fit_returns_a_copy(n, k=0.0):
        """Your fit returns another model. It must return the model itself: its last line is `return self` and nothing else.
        See the handout, section 'An n-gram model'."""
        return _made(fit=_returns_a_copy)(n, k)

    @staticmethod
    def end_left_out(n, k=0.0):
        """Your log-probability leaves out the end. The end mark is predicted after the last word, and counts.
        See the handout, section 'An n-gram model'."""
        return _made(log_probability=lambda self, sentence: ngram.log_probability(self.conditionals(sentence)[:-1]))(n, k)

    @staticmethod
    def first_words_left_out(n, k=0.0):
        """Your log-probability leaves out the first words. Put n - 1 start marks before the sentence, and predict its first word too.
        See the handout, section 'An n-gram model'."""
        return _made(log_probability=lambda self, sentence: ngram.log_probability(self.conditionals(sentence)[self.n - 1 :]))(n, k)

    @staticmethod
    def log_base_two(n, k=0.0):
        """Your log-probability is to base 2. Natural logarithms are asked for.
        See the handout, section 'An n-gram model'."""
        return _made(log_probability=lambda self, sentence: self.total([sentence]) / np.log(2))(n, k)

    @staticmethod
    def log_by_word(n, k=0.0):
        """You divide the log-probability by the number of words. Only the perplexity does that.
        See the handout, section 'An n-gram model'."""
        return _made(log_probability=lambda self, sentence: self.total([sentence]) / (len(sentence) + 1))(n, k)

    @staticmethod
    def log_of_product(n, k=0.0):
        """You multiply the probabilities of a sentence before you take the logarithm. Of many, that is 0 in a computer. Add logarithms.
        See the handout, section 'An n-gram model'."""
        return _made(log_probability=lambda self, sentence: _log(np.prod(self.conditionals(sentence))))(n, k)

    @staticmethod
    def log_of_zero(n, k=0.0):
        """Your log-probability stops at log 0. `math.log(0)` raises an error; the answer is -inf.
        See the handout, section 'An n-gram model'."""
        return _made(log_probability=_math_logs)(n, k)

    @staticmethod
    def log_of_a_little(n, k=0.0):
        """You add a small number to the probabilities of a sentence, so that log 0 is finite. It must be -inf.
        See the handout, section 'An n-gram model'."""
        return _made(log_probability=lambda self, sentence: _log(self.conditionals(sentence) + 1e-10).sum())(n, k)

    @staticmethod
    def perplexity_without_ends(n, k=0.0):
        """Your perplexity divides by the number of words without end marks. They are predicted too: count one more for each sentence.
        See the handout, section 'An n-gram model'."""
        return _made(perplexity=lambda self, sentences: np.exp(-self.total(sentences) / sum(len(s) for s in sentences)))(n, k)

    @staticmethod
    def perplexity_with_starts(n, k=0.0):
        """Your perplexity counts start marks among the predicted tokens. They are never predicted: count words and one end mark a sentence.
        See the handout, section 'An n-gram model'."""
        return _made(perplexity=lambda self, sentences: np.exp(-self.total(sentences) / sum(len(s) + self.n for s in sentences)))(n, k)

    @staticmethod
    def perplexity_by_sentence(n, k=0.0):
        """Your perplexity is the mean over the sentences. Add up all logarithms first, and divide by the number of all tokens.
        See the handout, section 'An n-gram model'."""
        return _made(perplexity=lambda self, sentences: np.mean([_Model.perplexity(self, [s]) for s in sentences]))(n, k)

    @staticmethod
    def perplexity_over_sentences(n, k=0.0):
        """Your perplexity divides by the number of sentences. Divide by the number of predicted tokens.
        See the handout, section 'An n-gram model'."""
        return _made(perplexity=lambda self, sentences: np.exp(-self.total(sentences) / len(sentences)))(n, k)

    @staticmethod
    def perplexity_without_root(n, k=0.0):
        """Your perplexity is 1 / P. Divide the logarithm by the number of predicted tokens before the exponential.
        See the handout, section 'An n-gram model'."""
        return _made(perplexity=lambda self, sentences: np.exp(-self.total(sentences)))(n, k)

    @staticmethod
    def perplexity_without_minus(n, k=0.0):
        """Your perplexity lacks the minus. It is never below 1.
        See the handout, section 'An n-gram model'."""
        return _made(perplexity=lambda self, sentences: 1 / _Model.perplexity(self, sentences))(n, k)

    @staticmethod
    def perplexity_mixes_bases(n, k=0.0):
        """Your perplexity is a power of 2 of natural logarithms. Use exp with them.
        See the handout, section 'An n-gram model'."""
        return _made(perplexity=lambda self, sentences: _Model.perplexity(self, sentences) ** np.log(2))(n, k)

    @staticmethod
    def perplexity_is_a_logarithm(n, k=0.0):
        """You return the logarithm of the perplexity. The exponential of it is asked for.
        See the handout, section 'An n-gram model'."""
        return _made(perplexity=lambda self, sentences: np.log(_Model.perplexity(self, sentences)))(n, k)

    @staticmethod
    def perplexity_skips_the_impossible(n, k=0.0):
        """Your perplexity leaves out what is impossible. One impossible sentence makes it infinite, inf.
        See the handout, section 'An n-gram model'."""

        def perplexity(self, sentences):
            possible = [s for s in sentences if np.isfinite(self.total([s]))]
            return _Model.perplexity(self, possible) if possible else 0.0

        return _made(perplexity=perplexity)(n, k)

    @staticmethod
    def perplexity_of_a_product(n, k=0.0):
        """Your perplexity is a root of a product. The product of many probabilities is 0 in a computer. Add logarithms, then take exp.
        See the handout, section 'An n-gram model'."""

        def perplexity(self, sentences):
            product = math.prod(p for s in sentences for p in self.conditionals(s))
            return float(product) ** (-1 / sum(len(s) + 1 for s in sentences))

        return _made(perplexity=perplexity)(n, k)


# ---- byte pairs ----


def _split(word: str) -> list[str]:
    return [*word, END_OF_WORD]


def _once(symbols: Sequence[str], pair: tuple[str, str]) -> list[str]:
    """Only the first place joined."""
    for i, neighbours in enumerate(pairwise(symbols)):
        if neighbours == pair:
            return [*symbols[:i], "".join(pair), *symbols[i + 2 :]]
    return [*symbols]


def _joined(symbols: Sequence[str], pair: tuple[str, str]) -> list[str]:
    return bpe._merged(symbols, *pair)


def _from_the_right(symbols: Sequence[str], pair: tuple[str, str]) -> list[str]:
    """The direction matters only where a pair of equal symbols overlaps itself."""
    return [*reversed(_joined([*reversed(symbols)], pair))] if pair[0] == pair[1] else _joined(symbols, pair)


def _replaced(symbols: Sequence[str], pair: tuple[str, str]) -> list[str]:
    """By replacing text, which also finds a pair whose first symbol is only the end of a longer one."""
    return " ".join(symbols).replace(" ".join(pair), "".join(pair)).split(" ")


def _apart(symbols: Sequence[str]) -> list[tuple[str, str]]:
    """The pairs of neighbours without those that overlap an equal one."""
    pairs = [*pairwise(symbols)]
    apart: list[tuple[str, str]] = []
    overlaps = False
    for i, pair in enumerate(pairs):
        overlaps = i > 0 and pair == pairs[i - 1] and not overlaps
        apart += [] if overlaps else [pair]
    return apart


def _trained(
    word_counts: dict[str, int],
    num_merges: int,
    *,
    split: Callable = _split,
    pairs: Callable = lambda symbols: [*pairwise(symbols)],
    weight: Callable = lambda count: count,
    order: Callable = lambda count, pair: (-count, pair),
    merge: Callable = _joined,
) -> list[tuple[str, str]]:
    """bpe_train in pieces that a mistake can replace one at a time. order: the smallest comes first."""
    words = {word: split(word) for word in word_counts}
    merges: list[tuple[str, str]] = []
    while len(merges) < num_merges:
        counts: dict[tuple[str, str], int] = {}
        for word, symbols in words.items():
            for pair in pairs(symbols):
                counts[pair] = counts.get(pair, 0) + weight(word_counts[word])
        if not counts:
            break
        merges.append(min(counts, key=lambda pair: order(counts[pair], pair)))
        words = {word: merge(symbols, merges[-1]) for word, symbols in words.items()}
    return merges


def _end_as_last(pair: tuple[str, str]) -> tuple[str, ...]:
    return tuple(symbol.replace(END_OF_WORD, "\U0010ffff") for symbol in pair)


class bpe_train:
    @staticmethod
    def words_counted_once(word_counts, num_merges):
        """You count every word once. A word that occurs five times counts five times: add its count for each of its pairs.
        See the handout, section 'Learning byte pairs'."""
        return _trained(word_counts, num_merges, weight=lambda count: 1)

    @staticmethod
    def pairs_once_a_word(word_counts, num_merges):
        """You count a pair once in each word. It counts at every place where it stands.
        See the handout, section 'Learning byte pairs'."""
        return _trained(word_counts, num_merges, pairs=lambda symbols: set(pairwise(symbols)))

    @staticmethod
    def overlaps_left_out(word_counts, num_merges):
        """You leave out pairs that overlap. `a a a` holds the pair (a, a) twice: every place of two neighbours counts.
        See the handout, section 'Learning byte pairs'."""
        return _trained(word_counts, num_merges, pairs=_apart)

    @staticmethod
    def no_end_mark(word_counts, num_merges):
        """Your words have no end mark, or it is never joined. Each word begins as its characters and then the end mark, a symbol that is
        counted and joined like any other. See the handout, section 'Learning byte pairs'."""
        return _trained(word_counts, num_merges, split=list)

    @staticmethod
    def end_mark_glued(word_counts, num_merges):
        """Your end mark is part of the last character. At first it must be a symbol of its own, which a merge may join.
        See the handout, section 'Learning byte pairs'."""
        return _trained(word_counts, num_merges, split=lambda word: [*word[:-1], word[-1] + END_OF_WORD])

    @staticmethod
    def end_mark_in_letters(word_counts, num_merges):
        """You take the end mark apart into four characters. It must be one symbol: add it to the list, not to the text.
        See the handout, section 'Learning byte pairs'."""
        return _trained(word_counts, num_merges, split=lambda word: [*(word + END_OF_WORD)])

    @staticmethod
    def first_seen_of_ties(word_counts, num_merges):
        """Of pairs that are equally frequent you take the one that comes first in your counts. It must be the smallest tuple.
        See the handout, section 'Learning byte pairs'."""
        return _trained(word_counts, num_merges, order=lambda count, pair: -count)

    @staticmethod
    def largest_of_ties(word_counts, num_merges):
        """Of pairs that are equally frequent you take the largest tuple. It must be the smallest.
        See the handout, section 'Learning byte pairs'."""
        return _trained(word_counts, num_merges, order=lambda count, pair: (-count, *[[-ord(c) for c in s] + [1] for s in pair]))

    @staticmethod
    def ties_by_joined_text(word_counts, num_merges):
        """You compare equally frequent pairs by their joined text. Compare the tuples: the left symbols first, then the right ones.
        See the handout, section 'Learning byte pairs'."""
        return _trained(word_counts, num_merges, order=lambda count, pair: (-count, "".join(pair), pair))

    @staticmethod
    def ties_by_right_symbol(word_counts, num_merges):
        """You compare equally frequent pairs by their right symbols first. Compare the tuples: the left symbols first, then the right ones.
        See the handout, section 'Learning byte pairs'."""
        return _trained(word_counts, num_merges, order=lambda count, pair: (-count, pair[::-1]))

    @staticmethod
    def end_mark_after_letters(word_counts, num_merges):
        """Of pairs that are equally frequent, you put those with the end mark last. It is a text like the others, and comes before letters.
        See the handout, section 'Learning byte pairs'."""
        return _trained(word_counts, num_merges, order=lambda count, pair: (-count, _end_as_last(pair)))

    @staticmethod
    def ties_by_alphabet(word_counts, num_merges):
        """Of pairs that are equally frequent, you put small and capital letters together, as a dictionary does. Compare by code point: all
        capital letters from A to Z come before "a". See the handout, section 'Learning byte pairs'."""
        return _trained(word_counts, num_merges, order=lambda count, pair: (-count, tuple(symbol.lower() for symbol in pair), pair))

    @staticmethod
    def replaces_text(word_counts, num_merges):
        """You join pairs by replacing text. `e s` is then found in `le s` too, where the symbol is "le" and not "e". Compare whole symbols.
        See the handout, section 'Learning byte pairs'."""
        return _trained(word_counts, num_merges, merge=_replaced)

    @staticmethod
    def joins_from_the_right(word_counts, num_merges):
        """You join from right to left. From left to right, `a a a` becomes `aa a` and not `a aa` as with you.
        See the handout, section 'Learning byte pairs'."""
        return _trained(word_counts, num_merges, merge=_from_the_right)

    @staticmethod
    def joins_one_place(word_counts, num_merges):
        """You join a pair once in each word. Join it wherever it stands.
        See the handout, section 'Learning byte pairs'."""
        return _trained(word_counts, num_merges, merge=_once)

    @staticmethod
    def never_counts_again(word_counts, num_merges):
        """You count the pairs once and take the most frequent ones. After every merge there are new symbols: count again.
        See the handout, section 'Learning byte pairs'."""
        counts = bpe._pair_counts({word: _split(word) for word in word_counts}, word_counts)
        return sorted(counts, key=lambda pair: (-counts[pair], pair))[:num_merges]

    @staticmethod
    def old_counts_kept(word_counts, num_merges):
        """You keep the counts of pairs that a merge has taken apart. After every merge, count all pairs again.
        See the handout, section 'Learning byte pairs'."""
        words = {word: _split(word) for word in word_counts}
        counts = bpe._pair_counts(words, word_counts)
        merges: list[tuple[str, str]] = []
        while counts and len(merges) < num_merges:
            merges.append(min(counts, key=lambda pair: (-counts[pair], pair)))
            del counts[merges[-1]]
            words = {word: _joined(symbols, merges[-1]) for word, symbols in words.items()}
            for word, symbols in words.items():
                for pair in pairwise(symbols):
                    counts[pair] += word_counts[word] if "".join(merges[-1]) in pair else 0
        return merges

    @staticmethod
    def new_symbols(word_counts, num_merges):
        """You return the joined symbols, such as "es". Return the pairs, such as ("e", "s").
        See the handout, section 'Learning byte pairs'."""
        return ["".join(pair) for pair in bpe.bpe_train(word_counts, num_merges)]

    @staticmethod
    def stops_at_single_pairs(word_counts, num_merges):
        """You stop as soon as every pair occurs only once. Go on until no pair is left, or all merges are made.
        See the handout, section 'Learning byte pairs'."""
        merges = bpe.bpe_train(word_counts, num_merges)
        words = {word: _split(word) for word in word_counts}
        for done, pair in enumerate(merges):
            if bpe._pair_counts(words, word_counts)[pair] < 2:
                return merges[:done]
            words = {word: _joined(symbols, pair) for word, symbols in words.items()}
        return merges

    @staticmethod
    def fails_at_the_end(word_counts, num_merges):
        """Your code fails where no pair is left. Stop then, with fewer merges than were asked for.
        See the handout, section 'Learning byte pairs'."""
        merges = bpe.bpe_train(word_counts, num_merges)
        return merges if len(merges) == num_merges else [*merges, max(())]

    @staticmethod
    def bytes_for_characters(word_counts, num_merges):
        """You take words apart into bytes. The symbols are characters: "é" is one, although UTF-8 writes it as two bytes.
        See the handout, section 'Learning byte pairs'."""
        return _trained(word_counts, num_merges, split=lambda word: _split(word.encode().decode("latin-1")))


class bpe_encode:
    @staticmethod
    def from_the_left(word, merges):
        """You take pieces from the left, the longest that you know. Join the pairs in the order in which they were learned.
        See the handout, section 'Splitting a word'."""
        pieces = {"".join(pair) for pair in merges} | {END_OF_WORD}
        text, symbols = word + END_OF_WORD, []
        while text:
            longest = next((text[:size] for size in range(len(text), 1, -1) if text[:size] in pieces), text[0])
            symbols.append(longest)
            text = text[len(longest) :]
        return symbols

    @staticmethod
    def last_learned_first(word, merges):
        """You join the pairs in the opposite order. The pair that was learned first comes first.
        See the handout, section 'Splitting a word'."""
        symbols = _split(word)
        while known := [pair for pair in pairwise(symbols) if pair in merges]:
            symbols = _joined(symbols, max(known, key=merges.index))
        return symbols

    @staticmethod
    def no_end_mark(word, merges):
        """Your word has no end mark. Add it after the characters, as a symbol, before you join anything.
        See the handout, section 'Splitting a word'."""
        symbols = [*word]
        for pair in merges:
            symbols = _joined(symbols, pair)
        return symbols

    @staticmethod
    def end_mark_taken_off(word, merges):
        """You take the end mark off again. It stays, as a symbol or at the end of one.
        See the handout, section 'Splitting a word'."""
        symbols = bpe.bpe_encode(word, merges)
        symbols[-1] = symbols[-1].removesuffix(END_OF_WORD)
        return [symbol for symbol in symbols if symbol]

    @staticmethod
    def joins_one_place(word, merges):
        """You join a pair at one place only. Join it wherever it stands.
        See the handout, section 'Splitting a word'."""
        symbols = _split(word)
        for pair in merges:
            symbols = _once(symbols, pair)
        return symbols

    @staticmethod
    def joins_from_the_right(word, merges):
        """You join from right to left. From left to right, `a a a` becomes `aa a` and not `a aa` as with you.
        See the handout, section 'Splitting a word'."""
        symbols = _split(word)
        for pair in merges:
            symbols = _from_the_right(symbols, pair)
        return symbols

    @staticmethod
    def replaces_text(word, merges):
        """You join pairs by replacing text. `e s` is then found in `le s` too, where the symbol is "le" and not "e". Compare whole symbols.
        See the handout, section 'Splitting a word'."""
        symbols = _split(word)
        for pair in merges:
            symbols = _replaced(symbols, pair)
        return symbols

    @staticmethod
    def one_text(word, merges):
        """You return one text. A list of the symbols is asked for.
        See the handout, section 'Splitting a word'."""
        return " ".join(bpe.bpe_encode(word, merges))

    @staticmethod
    def stops_after_one(word, merges):
        """You join the first pair that you find, and stop. Go on with the next one.
        See the handout, section 'Splitting a word'."""
        for pair in merges:
            joined = _joined(_split(word), pair)
            if len(joined) <= len(word):
                return joined
        return _split(word)

    @staticmethod
    def unknown_left_out(word, merges):
        """You leave out characters that no merge knows. They stay as they are.
        See the handout, section 'Splitting a word'."""
        known = set("".join("".join(pair) for pair in merges))
        return [symbol for symbol in bpe.bpe_encode(word, merges) if symbol == END_OF_WORD or set(symbol) <= known]
