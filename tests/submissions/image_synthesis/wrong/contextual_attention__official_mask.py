"""Wrong: contextual_attention -- multiplies scores and weights by the mask, as the published code does."""

# The rest is right/tensorflow_idiom.py.


def contextual_attention(foreground, background, mask, scale=10.0):
    h, w, c = foreground.shape
    f = tf.reshape(tf.math.l2_normalize(foreground, axis=-1), [-1, c])
    b = tf.reshape(tf.math.l2_normalize(background, axis=-1), [-1, c])
    known = tf.cast(tf.reshape(~mask, [1, -1]), tf.float32)
    weights = tf.nn.softmax(scale * tf.matmul(f, b, transpose_b=True) * known, axis=-1) * known
    filled = tf.reshape(tf.matmul(weights, tf.reshape(background, [-1, c])), [h, w, c])
    return tf.where(mask[:, :, None], filled, foreground)
