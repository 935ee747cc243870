"""Wrong: NGramModel -- perplexity divides by the words without "</s>"."""

# The rest is right/tensorflow_idiom.py.


class NGramModel(NGramModel):
    def perplexity(self, sentences):
        logs = tf.stack([self.log_probability(s) for s in sentences])
        return tf.exp(-tf.reduce_sum(logs) / float(sum(len(s) for s in sentences)))
