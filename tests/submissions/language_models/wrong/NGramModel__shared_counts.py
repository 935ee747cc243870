"""Wrong: NGramModel -- the counts are kept in the class, so that all models share them."""

# The rest is right/numpy_loops.py.


class NGramModel(NGramModel):
    table = {}
    words = set()

    def __init__(self, n, k=0.0):
        if n < 1 or k < 0:
            raise ValueError("need n >= 1 and k >= 0")
        self.n = n
        self.k = k

    def fit(self, sentences):
        self.table.clear()
        self.words.clear()
        self.words.add("</s>")
        for sentence in sentences:
            words = pad(sentence, self.n)
            for i in range(self.n - 1, len(words)):
                self.words.add(words[i])
                row = self.table.setdefault(tuple(words[i - self.n + 1:i]), {})
                row[words[i]] = row.get(words[i], 0) + 1
        return self
