"""Wrong: NGramModel -- log_probability leaves out "</s>"."""

# The rest is right/numpy_loops.py.


class NGramModel(NGramModel):
    def log_probability(self, sentence):
        words = pad(sentence, self.n)[:-1]
        total = 0.0
        for i in range(self.n - 1, len(words)):
            p = self.probability(words[i], words[i - self.n + 1:i])
            total += math.log(p) if p > 0 else -math.inf
        return total

    def perplexity(self, sentences):
        total, tokens = 0.0, 0
        for sentence in sentences:
            words = pad(sentence, self.n)
            for i in range(self.n - 1, len(words)):
                p = self.probability(words[i], words[i - self.n + 1:i])
                total += math.log(p) if p > 0 else -math.inf
                tokens += 1
        return math.exp(-total / tokens)
