"""How likely is a sentence? The chain rule, and n-gram models, which look at the last n - 1 words only.

    chain rule:     P(w_1 .. w_m)               =  product over i of p(w_i | w_1 .. w_i-1)                  exact, nothing left out
    n-gram model:   p(w_i | w_1 .. w_i-1)       ~  p(w_i | w_i-n+1 .. w_i-1)                                only the last n - 1 words
    add-k counts:   p(word | context)           =  (c(context, word) + k) / (c(context) + k |V|)
    perplexity:     exp(-(sum of log p) / N)       N predicted tokens: the words and one "</s>" a sentence

A sentence is a list of words. n - 1 times "<s>" stands before it, so that its first word has a context too, and one "</s>" after it, so
that the model says how likely it is to end there. "</s>" is predicted like a word, "<s>" never is.

Source: lecture slides "Language Models", the chain rule for "Where are we going"; Jurafsky and Martin, "Speech and Language
Processing" (3rd edition draft), chapter 3.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

START = "<s>"
END = "</s>"


def chain_rule(conditionals: np.ndarray) -> float:
    """The probability of a sentence. conditionals (n,): the probability of each word given all words before it."""
    return np.prod(conditionals)


def log_probability(conditionals: np.ndarray) -> float:
    """The natural logarithm of a sentence's probability, as a sum, because a product of a few hundred probabilities is 0 in a computer.

    conditionals (n,). -inf where one of them is 0; 0 where there is none.
    """
    with np.errstate(divide="ignore"):  # log 0 = -inf, and no warning about it
        return np.log(conditionals).sum()


def _padded(sentence: Sequence[str], n: int) -> list[str]:
    return [START] * (n - 1) + [*sentence, END]


def ngram_counts(sentences: Sequence[Sequence[str]], n: int) -> dict[tuple[str, ...], int]:
    """How often each row of n words occurs in the padded sentences; no row reaches from one sentence into the next.

    sentences: lists of words -> {tuple of n words: count}.
    """
    counts: dict[tuple[str, ...], int] = {}
    for sentence in sentences:
        words = _padded(sentence, n)
        for i in range(len(words) - n + 1):
            ngram = tuple(words[i : i + n])
            counts[ngram] = counts.get(ngram, 0) + 1
    return counts


class NGramModel:
    """An n-gram model with add-k smoothing; k = 0 is none. Raises ValueError where n < 1 or k < 0."""

    def __init__(self, n: int, k: float = 0.0) -> None:
        if n < 1:
            raise ValueError("n must be at least 1")
        if k < 0:
            raise ValueError("k must not be negative")
        self.n, self.k = n, k

    def fit(self, sentences: Sequence[Sequence[str]]) -> NGramModel:
        """Count the sentences; what was counted before is forgotten. Returns the model itself."""
        self.counts = ngram_counts(sentences, self.n)
        self.context_counts: dict[tuple[str, ...], int] = {}
        for ngram, count in self.counts.items():
            self.context_counts[ngram[:-1]] = self.context_counts.get(ngram[:-1], 0) + count
        self.vocabulary = {ngram[-1] for ngram in self.counts}  # every word and "</s>" is the last of some n-gram, "<s>" never
        return self

    def probability(self, word: str, context: Sequence[str]) -> float:
        """p(word | context), for any word, known or not; 0 where the denominator is. Raises ValueError unless context has n - 1 words."""
        context = tuple(context)
        if len(context) != self.n - 1:
            raise ValueError(f"the context must have {self.n - 1} words")
        denominator = self.context_counts.get(context, 0) + self.k * len(self.vocabulary)
        if denominator == 0:
            return 0.0
        return (self.counts.get((*context, word), 0) + self.k) / denominator

    def log_probability(self, sentence: Sequence[str]) -> float:
        """log P(sentence), its end included; -inf where it is impossible."""
        words = _padded(sentence, self.n)
        predicted = range(self.n - 1, len(words))
        return log_probability(np.array([self.probability(words[i], words[i - self.n + 1 : i]) for i in predicted]))

    def perplexity(self, sentences: Sequence[Sequence[str]]) -> float:
        """How many equally likely words the model hesitates between, on average. inf where a sentence is impossible."""
        total = sum(self.log_probability(sentence) for sentence in sentences)
        tokens = sum(len(sentence) + 1 for sentence in sentences)
        return np.exp(-total / tokens)
