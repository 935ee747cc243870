"""Wrong: mse_loss -- sums over the columns and takes the mean over the rows."""

# The rest is right/tensorflow_idiom.py.


def mse_loss(prediction, target):
    with tf.GradientTape() as tape:
        tape.watch(prediction)
        loss = tf.reduce_mean(tf.reduce_sum((prediction - target) ** 2, axis=1))
    return loss, tape.gradient(loss, prediction)
