"""Language models, TensorFlow 2. Logarithms and products in TensorFlow, counting in Python."""
import collections
import re

import tensorflow as tf

FRAMEWORK = "tensorflow"


def chain_rule(conditionals):
    return tf.reduce_prod(conditionals)


def log_probability(conditionals):
    return tf.reduce_sum(tf.math.log(conditionals))


def ngrams(sentence, n):
    words = (n - 1) * ["<s>"] + [*sentence] + ["</s>"]
    return [tuple(words[i:i + n]) for i in range(len(words) + 1 - n)]


def ngram_counts(sentences, n):
    return dict(collections.Counter(gram for sentence in sentences for gram in ngrams(sentence, n)))


class NGramModel:
    """c(context, word) in a dict of Counters."""

    def __init__(self, n, k=0.0):
        if not n >= 1 or not k >= 0:
            raise ValueError(f"n={n}, k={k}")
        self.n, self.k = n, tf.constant(k, tf.float32)

    def fit(self, sentences):
        self.after = collections.defaultdict(collections.Counter)
        for sentence in sentences:
            for *context, word in ngrams(sentence, self.n):
                self.after[tuple(context)][word] += 1
        self.vocabulary = set().union(*self.after.values())
        return self

    def probability(self, word, context):
        context = tuple(context)
        if len(context) + 1 != self.n:
            raise ValueError(f"{context} has not {self.n - 1} words")
        counter = self.after[context] if context in self.after else {}
        below = float(sum(counter.values())) + self.k * len(self.vocabulary)
        return tf.math.divide_no_nan(float(counter.get(word, 0)) + self.k, below)

    def log_probability(self, sentence):
        return log_probability(tf.stack([self.probability(word, context) for *context, word in ngrams(sentence, self.n)]))

    def perplexity(self, sentences):
        logs = tf.stack([self.log_probability(s) for s in sentences])
        lengths = tf.constant([len(s) + 1.0 for s in sentences])
        return tf.exp(-tf.reduce_sum(logs) / tf.reduce_sum(lengths))


SPACE = "\x00"


def glue(text, left, right):
    """Symbols are parted by SPACE; a lookaround keeps the match at the borders of whole symbols."""
    pattern = "(?<!" + "[^" + SPACE + "])" + re.escape(left + SPACE + right) + "(?![^" + SPACE + "])"
    return re.sub(pattern, lambda _: left + right, text)


def bpe_train(word_counts, num_merges):
    texts = {word: SPACE.join([*word, "</w>"]) for word in word_counts}
    merges = []
    for _ in range(num_merges):
        pairs = collections.Counter()
        for word, text in texts.items():
            symbols = text.split(SPACE)
            for pair in zip(symbols, symbols[1:]):
                pairs[pair] += word_counts[word]
        if not pairs:
            break
        best = sorted(pairs.items(), key=lambda item: (-item[1], item[0]))[0][0]
        merges.append(list(best))
        texts = {word: glue(text, *best) for word, text in texts.items()}
    return merges


def bpe_encode(word, merges):
    text = SPACE.join([*word, "</w>"])
    for left, right in merges:
        text = glue(text, left, right)
    return text.split(SPACE)
