"""Language models on arrays of word ids. Rows of ids are counted with np.unique, probabilities looked up by comparing rows."""
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def chain_rule(conditionals):
    return np.multiply.reduce(conditionals)


def log_probability(conditionals):
    with np.errstate(divide="ignore"):
        return np.sum(np.log(conditionals))


def _windows(sentences, n):
    """All n-grams of all sentences as an array (m, n) of text."""
    rows = []
    for sentence in sentences:
        padded = np.array(["<s>"] * (n - 1) + list(sentence) + ["</s>"], dtype=object)
        rows.append(sliding_window_view(padded, n))
    return np.concatenate(rows)


def ngram_counts(sentences, n):
    windows = _windows(sentences, n)
    vocabulary, ids = np.unique(windows.astype(str), return_inverse=True)
    rows, counts = np.unique(ids.reshape(windows.shape), axis=0, return_counts=True)
    return {tuple(str(w) for w in vocabulary[row]): int(c) for row, c in zip(rows, counts)}


class NGramModel:
    def __init__(self, n, k=0.0):
        if n < 1:
            raise ValueError("n < 1")
        if k < 0:
            raise ValueError("k < 0")
        self.n, self.k = n, k

    def fit(self, sentences):
        words = sorted({w for s in sentences for w in s} | {"</s>"})
        self.size = len(words)
        self.id = {w: i for i, w in enumerate(words)}
        self.id["<s>"] = -1                       # has an id, but is not predicted
        windows = _windows(sentences, self.n)
        self.rows = np.vectorize(self.id.__getitem__, otypes=[int])(windows)
        return self

    def _lookup(self, words):
        return np.array([self.id.get(w, -2) for w in words], dtype=int)      # -2: never seen

    def probability(self, word, context):
        if len(context) != self.n - 1:
            raise ValueError("wrong length of context")
        fits = (self.rows[:, :-1] == self._lookup(context)).all(axis=1)
        both = fits & (self.rows[:, -1] == self.id.get(word, -2))
        below = fits.sum() + self.k * self.size
        return (both.sum() + self.k) / below if below > 0 else 0.0

    def log_probability(self, sentence):
        windows = _windows([sentence], self.n)
        p = np.array([self.probability(w[-1], w[:-1]) for w in windows])
        return log_probability(p)

    def perplexity(self, sentences):
        logs = np.array([self.log_probability(s) for s in sentences])
        tokens = np.array([len(s) + 1 for s in sentences])
        return np.exp(-logs.sum() / tokens.sum())


def _merge(symbols, pair):
    # walk from left to right over the places where the pair starts, skipping those that overlap the one before
    starts = [i for i in range(len(symbols) - 1) if (symbols[i], symbols[i + 1]) == tuple(pair)]
    taken = []
    for i in starts:
        if not taken or i > taken[-1] + 1:
            taken.append(i)
    for i in reversed(taken):
        symbols = symbols[:i] + (symbols[i] + symbols[i + 1],) + symbols[i + 2:]
    return symbols


def bpe_train(word_counts, num_merges):
    spellings = [tuple(w) + ("</w>",) for w in word_counts]
    weights = np.array(list(word_counts.values()))
    merges = []
    for _ in range(num_merges):
        lefts_rights = [(pair, weight) for s, weight in zip(spellings, weights) for pair in zip(s, s[1:])]
        if not lefts_rights:
            return merges
        kinds = sorted({pair for pair, _ in lefts_rights})
        place = {pair: i for i, pair in enumerate(kinds)}
        totals = np.bincount([place[p] for p, _ in lefts_rights], weights=[w for _, w in lefts_rights])
        best = kinds[int(np.argmax(totals))]      # argmax takes the first: the smallest pair
        merges.append(best)
        spellings = [_merge(s, best) for s in spellings]
    return merges


def bpe_encode(word, merges):
    symbols = tuple(word) + ("</w>",)
    rank = {tuple(pair): i for i, pair in enumerate(merges)}
    while True:
        known = [pair for pair in zip(symbols, symbols[1:]) if pair in rank]
        if not known:
            return np.array(symbols)
        symbols = _merge(symbols, min(known, key=rank.get))
