"""Wrong: activation_gradient -- gives relu the slope 1 at 0."""

# The rest is right/tensorflow_idiom.py.


def activation_gradient(x, name):
    if name == "softmax":
        raise ValueError("not elementwise")
    if name == "relu":
        return tf.cast(x >= 0, x.dtype)
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = activation(x, name)
    return tape.gradient(y, x)
