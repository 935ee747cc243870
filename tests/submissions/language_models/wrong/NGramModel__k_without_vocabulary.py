"""Wrong: NGramModel -- adds k, and not k |V|, below the line."""

# The rest is right/numpy_loops.py.


class NGramModel(NGramModel):
    def probability(self, word, context):
        if len(context) != self.n - 1:
            raise ValueError("context")
        row = self.table.get(tuple(context), {})
        below = sum(row.values()) + self.k
        return (row.get(word, 0) + self.k) / below if below else 0.0
