"""Wrong: NGramModel -- fit adds to the counts of the text before."""

# The rest is right/numpy_loops.py.


class NGramModel(NGramModel):
    def fit(self, sentences):
        for sentence in sentences:
            words = pad(sentence, self.n)
            for i in range(self.n - 1, len(words)):
                self.words.add(words[i])
                row = self.table.setdefault(tuple(words[i - self.n + 1:i]), {})
                row[words[i]] = row.get(words[i], 0) + 1
        return self
