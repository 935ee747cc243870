"""Wrong: masked_lm_loss -- divides by the number of all words."""

# The rest is right/tensorflow_idiom.py.


def masked_lm_loss(logits, labels):
    asked = labels != -100
    losses = tf.nn.sparse_softmax_cross_entropy_with_logits(tf.where(asked, labels, 0), logits)
    return tf.reduce_mean(losses * tf.cast(asked, losses.dtype))
