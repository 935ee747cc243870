"""Wrong: fine_tuning_loss -- divides by the number of all tokens."""

# The rest is right/tensorflow_idiom.py.


def fine_tuning_loss(logits, tokens, prompt_length):
    losses = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=tokens[:, 1:], logits=logits[:, :-1])
    counted = tf.cast(tf.range(1, tokens.shape[1]) >= prompt_length, losses.dtype)
    return tf.reduce_mean(losses * counted)
