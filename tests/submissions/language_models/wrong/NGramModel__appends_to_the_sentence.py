"""Wrong: NGramModel -- log_probability adds the end mark to the sentence itself (its values are right)."""

# The rest is right/numpy_loops.py.


class NGramModel(NGramModel):
    def log_probability(self, sentence):
        sentence.append("</s>")
        total, context = 0.0, ["<s>"] * (self.n - 1)
        for word in sentence:
            p = self.probability(word, context)
            if p == 0:
                return -math.inf
            total += math.log(p)
            context = [*context, word][1:]
        return total

    def perplexity(self, sentences):
        total = sum(self.log_probability(list(sentence)) for sentence in sentences)
        return math.exp(-total / sum(len(sentence) + 1 for sentence in sentences))
