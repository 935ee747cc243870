"""Wrong: saliency -- differentiates the score of the label."""

# The rest is right/tensorflow_idiom.py.


def saliency(x, W, b, label):
    x = tf.Variable(x)
    with tf.GradientTape() as tape:
        score = (tf.linalg.matvec(W, x, transpose_a=True) + b)[label]
    return tf.abs(tape.gradient(score, x))
