"""Language models with loops and dicts, nothing else.

NumPy is only there because the probabilities come as arrays.
"""
import math


def chain_rule(conditionals):
    p = 1.0
    for c in conditionals:
        p = p * float(c)
    return p


def log_probability(conditionals):
    total = 0.0
    for c in conditionals:
        if c == 0:
            return float("-inf")
        total += math.log(c)
    return total


def pad(sentence, n):
    padded = []
    for _ in range(n - 1):
        padded.append("<s>")
    for word in sentence:
        padded.append(word)
    padded.append("</s>")
    return padded


def ngram_counts(sentences, n):
    counts = {}
    for sentence in sentences:
        words = pad(sentence, n)
        for end in range(n, len(words) + 1):
            key = tuple(words[end - n:end])
            if key not in counts:
                counts[key] = 0
            counts[key] += 1
    return counts


class NGramModel:
    def __init__(self, n, k=0.0):
        if n < 1 or k < 0:
            raise ValueError("need n >= 1 and k >= 0")
        self.n = n
        self.k = k
        self.table = {}          # context -> {word: count}
        self.words = set()

    def fit(self, sentences):
        self.table = {}
        self.words = {"</s>"}
        for sentence in sentences:
            words = pad(sentence, self.n)
            for i in range(self.n - 1, len(words)):
                self.words.add(words[i])
                row = self.table.setdefault(tuple(words[i - self.n + 1:i]), {})
                row[words[i]] = row.get(words[i], 0) + 1
        return self

    def probability(self, word, context):
        if len(context) != self.n - 1:
            raise ValueError("context must have %d words, not %d" % (self.n - 1, len(context)))
        row = self.table.get(tuple(context), {})
        above = row.get(word, 0) + self.k
        below = sum(row.values()) + self.k * len(self.words)
        if below == 0:
            return 0.0
        return above / below

    def log_probability(self, sentence):
        words = pad(sentence, self.n)
        total = 0.0
        for i in range(self.n - 1, len(words)):
            p = self.probability(words[i], words[i - self.n + 1:i])
            if p == 0:
                return -math.inf
            total += math.log(p)
        return total

    def perplexity(self, sentences):
        total = 0.0
        tokens = 0
        for sentence in sentences:
            total += self.log_probability(sentence)
            tokens += len(sentence) + 1
        if total == -math.inf:
            return math.inf
        return math.exp(-total / tokens)


def join(symbols, pair):
    out = []
    i = 0
    while i < len(symbols):
        if i + 1 < len(symbols) and symbols[i] == pair[0] and symbols[i + 1] == pair[1]:
            out.append(pair[0] + pair[1])
            i += 2
        else:
            out.append(symbols[i])
            i += 1
    return out


def bpe_train(word_counts, num_merges):
    corpus = []
    for word in word_counts:
        corpus.append([list(word) + ["</w>"], word_counts[word]])
    merges = []
    while len(merges) < num_merges:
        counts = {}
        for symbols, count in corpus:
            for i in range(len(symbols) - 1):
                pair = (symbols[i], symbols[i + 1])
                counts[pair] = counts.get(pair, 0) + count
        best = None
        for pair in counts:
            if best is None or counts[pair] > counts[best] or (counts[pair] == counts[best] and pair < best):
                best = pair
        if best is None:
            break
        merges.append(best)
        for entry in corpus:
            entry[0] = join(entry[0], best)
    return merges


def bpe_encode(word, merges):
    symbols = list(word) + ["</w>"]
    for pair in merges:
        symbols = join(symbols, pair)
    return symbols
