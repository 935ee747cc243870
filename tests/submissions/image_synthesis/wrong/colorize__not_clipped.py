"""Wrong: colorize -- does not clip."""

# The rest is right/tensorflow_idiom.py.


def colorize(luminance, chroma):
    cb, cr = tf.unstack(chroma - 0.5, axis=-1)
    return tf.stack([luminance + 1.402 * cr, luminance - 0.344136 * cb - 0.714136 * cr, luminance + 1.772 * cb], axis=-1)
