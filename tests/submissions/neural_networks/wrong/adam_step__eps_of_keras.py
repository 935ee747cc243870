"""Wrong: adam_step -- adds eps before the correction, as Keras does."""

# The rest is right/tensorflow_idiom.py.


def adam_step(param, gradient, m, v, t, learning_rate=1e-3, beta1=0.9, beta2=0.999, eps=1e-8):
    m = beta1 * m + (1.0 - beta1) * gradient
    v = beta2 * v + (1.0 - beta2) * tf.square(gradient)
    alpha = learning_rate * (1.0 - beta2 ** t) ** 0.5 / (1.0 - beta1 ** t)
    return param - alpha * m / (tf.sqrt(v) + eps), m, v
