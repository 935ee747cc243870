"""Wrong: quality_diversity -- recall from the balls of the real points, too."""

# The rest is right/tensorflow_idiom.py.


def quality_diversity(real, samples, k):
    precisions, recalls = [], []
    for fake in samples:
        inside = pairwise(real, fake) <= radii(real, k)[:, None]
        precisions.append(share(tf.reduce_any(inside, axis=0)))
        recalls.append(share(tf.reduce_any(inside, axis=1)))
    return tf.stack(precisions), tf.stack(recalls)
