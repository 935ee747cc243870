"""Wrong: NGramModel -- probability adds the word to the context itself, where it is a list (its values are right)."""

# The rest is right/numpy_loops.py.


class NGramModel(NGramModel):
    def probability(self, word, context):
        answer = super().probability(word, context)
        context += (word,)
        return answer
