"""Wrong: NGramModel -- takes any n, any k and any context."""

# The rest is right/numpy_vectorised.py.


class NGramModel(NGramModel):
    def __init__(self, n, k=0.0):
        self.n, self.k = n, k

    def probability(self, word, context):
        context = tuple(context)[-(self.n - 1):] if self.n > 1 else ()
        if len(context) < self.n - 1:
            context = ("<s>",) * (self.n - 1 - len(context)) + context
        return super().probability(word, context)
