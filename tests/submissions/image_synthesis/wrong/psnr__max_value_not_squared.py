"""Wrong: psnr -- does not square the largest value."""

# The rest is right/tensorflow_idiom.py.


def psnr(x, y, max_value=1.0):
    mse = tf.reduce_mean(tf.square(x - y))
    return 10.0 * tf.math.log(max_value / mse) / math.log(10.0)
