"""Wrong: NGramModel -- divides by 0 where a context was never seen."""

# The rest is right/tensorflow_idiom.py.


class NGramModel(NGramModel):
    def probability(self, word, context):
        context = tuple(context)
        if len(context) + 1 != self.n:
            raise ValueError(f"{context} has not {self.n - 1} words")
        counter = self.after[context] if context in self.after else {}
        k = float(self.k)
        return (counter.get(word, 0) + k) / (sum(counter.values()) + k * len(self.vocabulary))
