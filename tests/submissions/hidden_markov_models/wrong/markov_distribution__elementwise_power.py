"""Wrong: markov_distribution -- raises every entry of P to the power, not the matrix."""

# The rest is right/tensorflow_idiom.py.


def markov_distribution(P, p0, steps):
    if tf.reduce_any(tf.abs(tf.reduce_sum(P, axis=0) - 1.0) > 1e-4):
        raise ValueError("columns of P must sum to one")
    return tf.linalg.matvec(P ** steps, p0)
