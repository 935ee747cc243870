"""Wrong: NGramModel -- multiplies the probabilities of a sentence."""

# The rest is right/numpy_vectorised.py.


class NGramModel(NGramModel):
    def log_probability(self, sentence):
        product = 1.0
        for w in _windows([sentence], self.n):
            product *= self.probability(w[-1], w[:-1])
        with np.errstate(divide="ignore"):
            return np.log(product)
