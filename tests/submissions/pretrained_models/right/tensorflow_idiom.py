"""Pretrained models in TensorFlow 2."""
import tensorflow as tf

FRAMEWORK = "tensorflow"


def bert_embedding(tokens, segments, params, eps=1e-12):
    T = tf.shape(tokens)[1]
    x = tf.nn.embedding_lookup(params["token"], tokens)
    x = x + params["position"][tf.newaxis, :T] + tf.gather(params["segment"], segments)
    mean, variance = tf.nn.moments(x, axes=[-1], keepdims=True)
    return tf.nn.batch_normalization(x, mean, variance, params["beta"], params["gamma"], eps)


def bert_mask(tokens, u_select, u_action, random_tokens, mask_id, special_ids):
    special = tf.reduce_any(tokens[..., None] == tf.constant(special_ids, dtype=tokens.dtype), axis=-1)
    selected = tf.logical_and(u_select < 0.15, tf.logical_not(special))
    replaced = tf.where(u_action < 0.8, tf.cast(mask_id, tokens.dtype), tf.where(u_action < 0.9, random_tokens, tokens))
    return tf.where(selected, replaced, tokens), tf.where(selected, tokens, tf.constant(-100, tokens.dtype))


def masked_lm_loss(logits, labels):
    asked = labels != -100
    losses = tf.nn.sparse_softmax_cross_entropy_with_logits(tf.where(asked, labels, 0), logits)
    weight = tf.cast(asked, losses.dtype)
    return tf.math.divide_no_nan(tf.reduce_sum(losses * weight), tf.reduce_sum(weight))


def rms_norm(x, gamma, eps=1e-6):
    return x * tf.math.rsqrt(tf.reduce_mean(tf.square(x), axis=-1, keepdims=True) + eps) * gamma


def rotary_embedding(x, base=10000.0):
    d = x.shape[-1]
    if d % 2:
        raise ValueError("odd width")
    speed = tf.pow(tf.cast(base, x.dtype), -tf.range(0, d, 2, dtype=x.dtype) / d)
    angle = tf.range(x.shape[-2], dtype=x.dtype)[:, None] * speed[None, :]
    cos, sin = tf.cos(angle), tf.sin(angle)
    pairs = tf.reshape(x, (*x.shape[:-1], d // 2, 2))
    a, b = tf.unstack(pairs, axis=-1)
    return tf.reshape(tf.stack([a * cos - b * sin, a * sin + b * cos], axis=-1), x.shape)


def swiglu(x, params):
    gate = tf.nn.silu(tf.tensordot(x, params["W1"], 1))
    return tf.tensordot(gate * tf.tensordot(x, params["W3"], 1), params["W2"], 1)


def grouped_query_attention(q, k, v, mask=None):
    share = q.shape[1] // k.shape[1]
    k, v = tf.repeat(k, share, axis=1), tf.repeat(v, share, axis=1)
    scores = tf.matmul(q, k, transpose_b=True) / tf.sqrt(tf.cast(q.shape[-1], q.dtype))
    if mask is not None:
        scores = tf.where(mask, scores, -1e9)
    return tf.matmul(tf.nn.softmax(scores), v)


def split(x, heads):
    N, T, width = x.shape
    return tf.transpose(tf.reshape(x, (N, T, heads, width // heads)), (0, 2, 1, 3))


def attention(x, params, num_heads, num_kv_heads):
    q, k = (rotary_embedding(split(tf.matmul(x, params[w]), h)) for w, h in (("Wq", num_heads), ("Wk", num_kv_heads)))
    v = split(x @ params["Wv"], num_kv_heads)
    T = x.shape[1]
    causal = tf.cast(tf.linalg.band_part(tf.ones((T, T)), -1, 0), tf.bool)
    o = grouped_query_attention(q, k, v, causal)
    return tf.reshape(tf.transpose(o, (0, 2, 1, 3)), x.shape) @ params["Wo"]


def llama_block(x, params, num_heads, num_kv_heads):
    x = x + attention(rms_norm(x, params["norm1"]), params, num_heads, num_kv_heads)
    return x + swiglu(rms_norm(x, params["norm2"]), params)


def palm_block(x, params, num_heads):
    layer = tf.keras.layers.LayerNormalization(epsilon=1e-5, center=False)
    layer.build(x.shape)
    layer.gamma.assign(params["norm"])
    n = layer(x)
    return tf.add_n([x, attention(n, params, num_heads, 1), swiglu(n, params)])


def gumbel_softmax(logits, gumbel, temperature):
    return tf.nn.softmax((logits + gumbel) / temperature, axis=-1)


def vector_quantize(z, codebook):
    distances = tf.reduce_sum(tf.math.squared_difference(z[:, None], codebook[None]), axis=-1)
    indices = tf.argmin(distances, axis=1)
    return indices, tf.gather(codebook, indices)


def dalle_sequence(text, image, text_vocab, text_length):
    n = text.shape[0]
    if n > text_length:
        raise ValueError("too long")
    pads = tf.range(n, text_length, dtype=text.dtype) + text_vocab
    return tf.concat([text, pads, image + text_vocab + text_length], axis=0)


def dalle_loss(logits, sequence, text_length):
    losses = tf.keras.losses.sparse_categorical_crossentropy(sequence[1:], logits[:-1], from_logits=True)
    return (tf.reduce_mean(losses[:text_length - 1]) + 7.0 * tf.reduce_mean(losses[text_length - 1:])) / 8.0
