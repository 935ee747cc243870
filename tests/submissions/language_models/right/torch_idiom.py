"""Language models, PyTorch. Counts live in a tensor (contexts, words) that grows with the text; tokens are strings."""
from collections import Counter, defaultdict

import torch

FRAMEWORK = "torch"


def chain_rule(conditionals):
    return conditionals.prod()


def log_probability(conditionals):
    return conditionals.log().sum()


def padded(sentence, n):
    return ["<s>"] * (n - 1) + list(sentence) + ["</s>"]


def ngram_counts(sentences, n):
    counter = Counter()
    for sentence in sentences:
        words = padded(sentence, n)
        counter.update(zip(*[words[i:] for i in range(n)]))
    return counter


class NGramModel(torch.nn.Module):
    def __init__(self, n, k=0.0):
        super().__init__()
        if n < 1:
            raise ValueError("n has to be positive")
        if k < 0:
            raise ValueError("k has to be 0 or more")
        self.n = n
        self.k = k

    def fit(self, sentences):
        counts = ngram_counts(sentences, self.n)
        self.word_id = {w: i for i, w in enumerate(dict.fromkeys(gram[-1] for gram in counts))}
        self.context_id = {c: i for i, c in enumerate(dict.fromkeys(gram[:-1] for gram in counts))}
        table = torch.zeros(len(self.context_id), len(self.word_id))
        for gram, count in counts.items():
            table[self.context_id[gram[:-1]], self.word_id[gram[-1]]] = count
        self.register_buffer("table", table)
        return self

    def probability(self, word, context):
        if len(context) != self.n - 1:
            raise ValueError("the context has to have n - 1 words")
        row = self.context_id.get(tuple(context))
        column = self.word_id.get(word)
        seen = self.table[row].sum() if row is not None else torch.tensor(0.0)
        both = self.table[row, column] if row is not None and column is not None else torch.tensor(0.0)
        below = seen + self.k * len(self.word_id)
        return torch.where(below > 0, (both + self.k) / below.clamp(min=1e-30), torch.zeros(()))

    def log_probability(self, sentence):
        words = padded(sentence, self.n)
        p = [self.probability(words[i], words[i - self.n + 1:i]) for i in range(self.n - 1, len(words))]
        return torch.stack(p).log().sum()

    def perplexity(self, sentences):
        total = torch.stack([self.log_probability(s) for s in sentences]).sum()
        return torch.exp(-total / sum(len(s) + 1 for s in sentences))


def merge_pair(symbols, pair):
    result, waiting = [], None
    for symbol in symbols:
        if waiting is None:
            waiting = symbol
        elif (waiting, symbol) == pair:
            result.append(waiting + symbol)
            waiting = None
        else:
            result.append(waiting)
            waiting = symbol
    return result if waiting is None else result + [waiting]


def bpe_train(word_counts, num_merges):
    words = [(list(w) + ["</w>"], c) for w, c in word_counts.items()]
    merges = []
    for _ in range(num_merges):
        stats = defaultdict(int)
        for symbols, c in words:
            for a, b in zip(symbols[:-1], symbols[1:]):
                stats[a, b] += c
        if len(stats) == 0:
            break
        top = max(stats.values())
        best = min(pair for pair, c in stats.items() if c == top)
        merges.append(best)
        words = [(merge_pair(s, best), c) for s, c in words]
    return merges


def bpe_encode(word, merges):
    ranks = {pair: r for r, pair in enumerate(merges)}
    symbols = list(word) + ["</w>"]
    while len(symbols) > 1:
        pair = min(zip(symbols, symbols[1:]), key=lambda p: ranks.get(p, float("inf")))
        if pair not in ranks:
            break
        symbols = merge_pair(symbols, pair)
    return symbols
