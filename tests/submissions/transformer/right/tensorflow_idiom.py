"""Transformer in TensorFlow: tf ops, Keras' MultiHeadAttention and LayerNormalization."""
import tensorflow as tf

FRAMEWORK = "tensorflow"


def softmax(x, axis=-1):
    return tf.nn.softmax(x, axis=axis)


def positional_encoding(length, d_model):
    if d_model % 2 == 1:
        raise ValueError("an odd d_model has no pairs")
    positions = tf.cast(tf.range(length)[:, None], tf.float32)
    columns = tf.range(d_model)
    exponents = tf.cast(2 * (columns // 2), tf.float32) / d_model
    angles = positions / tf.pow(10000.0, exponents)
    return tf.where(columns % 2 == 0, tf.sin(angles), tf.cos(angles))


def scaled_dot_product_attention(q, k, v, mask=None):
    d = tf.cast(tf.shape(k)[-1], tf.float32)
    scores = tf.matmul(q, k, transpose_b=True) / tf.math.sqrt(d)
    if mask is not None:
        scores += (1.0 - tf.cast(mask, tf.float32)) * -1e9
    weights = tf.nn.softmax(scores, axis=-1)
    if mask is not None:
        weights *= tf.cast(mask, tf.float32)
    return tf.matmul(weights, v), weights


def multi_head_attention(x_query, x_key_value, params, num_heads, mask=None):
    D = x_query.shape[-1]
    if D % num_heads:
        raise ValueError(f"{D} columns, {num_heads} heads")
    d = D // num_heads
    layer = tf.keras.layers.MultiHeadAttention(num_heads, d)
    layer.build(x_query.shape, x_key_value.shape)
    weights = []
    for name in "qkv":
        weights.append(tf.reshape(params["W" + name], (D, num_heads, d)))
        weights.append(tf.reshape(params["b" + name], (num_heads, d)))
    weights += [tf.reshape(params["Wo"], (num_heads, d, D)), params["bo"]]
    layer.set_weights(weights)
    if mask is not None:
        mask = mask[None]               # (1, Tq, Tk), True = may attend, as here
    return layer(x_query, x_key_value, attention_mask=mask)


def layer_norm(x, gamma, beta, eps=1e-5):
    layer = tf.keras.layers.LayerNormalization(epsilon=eps)
    layer.build(x.shape)
    layer.set_weights([gamma, beta])
    return layer(x)


def feed_forward(x, params):
    hidden = tf.nn.relu(tf.tensordot(x, params["W1"], axes=1) + params["b1"])
    return tf.tensordot(hidden, params["W2"], axes=1) + params["b2"]


def add_and_norm(x, y, norm):
    return layer_norm(x + y, **norm)


def encoder_layer(x, params, num_heads, mask=None):
    x = add_and_norm(x, multi_head_attention(x, x, params["attention"], num_heads, mask), params["norm1"])
    return add_and_norm(x, feed_forward(x, params["feed_forward"]), params["norm2"])


def decoder_layer(y, memory, params, num_heads, memory_mask=None):
    length = y.shape[1]
    causal = tf.cast(tf.linalg.band_part(tf.ones((length, length)), -1, 0), tf.bool)
    y = add_and_norm(y, multi_head_attention(y, y, params["self_attention"], num_heads, causal), params["norm1"])
    y = add_and_norm(y, multi_head_attention(y, memory, params["cross_attention"], num_heads, memory_mask), params["norm2"])
    return add_and_norm(y, feed_forward(y, params["feed_forward"]), params["norm3"])


def embed(ids, table):
    D = table.shape[1]
    x = tf.nn.embedding_lookup(table, ids) * tf.sqrt(float(D))
    return x + positional_encoding(ids.shape[1], D)


def transformer(source, target, params, num_heads):
    memory = embed(source, params["source_embedding"])
    for layer in params["encoder"]:
        memory = encoder_layer(memory, layer, num_heads)
    y = embed(target, params["target_embedding"])
    for layer in params["decoder"]:
        y = decoder_layer(y, memory, layer, num_heads)
    return tf.matmul(y, params["W_out"]) + params["b_out"]
