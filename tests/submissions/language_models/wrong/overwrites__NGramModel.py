"""Wrong: NGramModel -- perplexity takes the sentences out of the list (its values are right)."""

# The rest is right/numpy_loops.py.


class NGramModel(NGramModel):
    def perplexity(self, sentences):
        total, tokens = 0.0, 0
        while sentences:
            sentence = sentences.pop()
            total += self.log_probability(sentence)
            tokens += len(sentence) + 1
        return math.exp(-total / tokens)
