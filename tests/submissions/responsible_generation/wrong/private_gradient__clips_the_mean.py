"""Wrong: private_gradient -- clips the mean gradient."""

# The rest is right/tensorflow_idiom.py.


def private_gradient(per_example, clip, sigma, noise):
    mean = tf.clip_by_norm(tf.reduce_mean(per_example, axis=0), clip)
    return mean + sigma * clip * noise / float(per_example.shape[0])
