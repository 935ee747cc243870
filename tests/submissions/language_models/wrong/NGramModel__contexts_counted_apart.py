"""Wrong: NGramModel -- divides by the counts of n - 1 words, which have too few "<s>"."""

# The rest is right/numpy_loops.py.


class NGramModel(NGramModel):
    def fit(self, sentences):
        super().fit(sentences)
        if self.n > 1:
            self.below = ngram_counts(sentences, self.n - 1)
        else:
            self.below = {(): sum(len(s) + 1 for s in sentences)}
        return self

    def probability(self, word, context):
        context = tuple(context)
        if len(context) != self.n - 1:
            raise ValueError("context")
        below = self.below.get(context, 0) + self.k * len(self.words)
        if below == 0:
            return 0.0
        return (self.table.get(context, {}).get(word, 0) + self.k) / below
