"""Wrong: positional_encoding -- the cosine of a pair turns more slowly than its sine."""

# The rest is right/tensorflow_idiom.py.


_right_encoding = positional_encoding


def positional_encoding(length, d_model):
    if d_model % 2 == 1:
        raise ValueError("an odd d_model has no pairs")
    positions = tf.cast(tf.range(length)[:, None], tf.float32)
    columns = tf.range(d_model)
    angles = positions / tf.pow(10000.0, tf.cast(columns, tf.float32) / d_model)
    return tf.where(columns % 2 == 0, tf.sin(angles), tf.cos(angles))


def embed(ids, table):
    D = table.shape[1]
    x = tf.nn.embedding_lookup(table, ids) * tf.sqrt(float(D))
    return x + _right_encoding(ids.shape[1], D)
