"""GPT in TensorFlow. The language model is a Keras GRU, which reads from left to right by itself."""
import numpy as np
import tensorflow as tf

FRAMEWORK = "tensorflow"


def causal_mask(length):
    return tf.cast(tf.linalg.band_part(tf.ones((length, length)), -1, 0), tf.bool)


def gelu(x):
    return tf.nn.gelu(x, approximate=True)


def _norm(x, p):
    mean, variance = tf.nn.moments(x, axes=[-1], keepdims=True)
    return (x - mean) * tf.math.rsqrt(variance + 1e-5) * p["gamma"] + p["beta"]


def _attention(x, p, num_heads):
    N, T, D = x.shape
    def heads(name):
        y = tf.einsum("ntd,de->nte", x, p["W" + name]) + p["b" + name]
        return tf.transpose(tf.reshape(y, (N, T, num_heads, D // num_heads)), (0, 2, 1, 3))
    scores = tf.matmul(heads("q"), heads("k"), transpose_b=True) / (D // num_heads) ** 0.5
    scores = tf.where(causal_mask(T), scores, -np.inf)
    mixed = tf.transpose(tf.matmul(tf.nn.softmax(scores), heads("v")), (0, 2, 1, 3))
    return tf.einsum("ntd,de->nte", tf.reshape(mixed, (N, T, D)), p["Wo"]) + p["bo"]


def _block(x, params, num_heads):
    x = x + _attention(_norm(x, params["norm1"]), params["attention"], num_heads)
    p = params["mlp"]
    hidden = tf.nn.gelu(tf.einsum("ntd,df->ntf", _norm(x, params["norm2"]), p["W1"]) + p["b1"], approximate=True)
    return x + tf.einsum("ntf,fd->ntd", hidden, p["W2"]) + p["b2"]


def gpt_block(x, params, num_heads):
    return _block(x, params, num_heads)


def _gpt(tokens, params, num_heads):
    T = tokens.shape[1]
    if T > params["position_embedding"].shape[0]:
        raise ValueError("too long")
    x = tf.gather(params["token_embedding"], tokens) + params["position_embedding"][:T]
    for block in params["blocks"]:
        x = _block(x, block, num_heads)
    return tf.einsum("ntd,vd->ntv", _norm(x, params["norm"]), params["token_embedding"])


def gpt(tokens, params, num_heads):
    return _gpt(tokens, params, num_heads)


def next_token_loss(logits, tokens):
    return tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=tokens[:, 1:], logits=logits[:, :-1]))


def fine_tuning_loss(logits, tokens, prompt_length):
    losses = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=tokens[:, 1:], logits=logits[:, :-1])
    counted = tf.cast(tf.range(1, tokens.shape[1]) >= prompt_length, losses.dtype) * tf.ones_like(losses)
    return tf.reduce_sum(losses * counted) / tf.reduce_sum(counted)


def gpt_parameter_count(num_layers, d_model, vocab_size, context_length):
    shapes = [(vocab_size, d_model), (context_length, d_model), (d_model,), (d_model,)]
    block = [(d_model, d_model), (d_model,)] * 4 + [(d_model, 4 * d_model), (4 * d_model,), (4 * d_model, d_model), (d_model,)]
    block += [(d_model,)] * 4
    numbers = lambda several: sum(int(np.prod(shape, dtype=object)) for shape in several)
    return numbers(shapes) + num_layers * numbers(block)


def _tempered(logits, temperature):
    if temperature < 0:
        raise ValueError("temperature below 0")
    if temperature == 0:
        return tf.one_hot(tf.argmax(logits), logits.shape[0])
    return tf.nn.softmax(logits / temperature)


def temperature_softmax(logits, temperature):
    return _tempered(logits, temperature)


def _keep(probabilities, ids):
    mask = tf.reduce_max(tf.one_hot(ids, probabilities.shape[0]), axis=0)
    return probabilities * mask / tf.reduce_sum(probabilities * mask)


def top_k_filter(probabilities, k):
    return _keep(probabilities, tf.math.top_k(probabilities, k).indices)


def _nucleus(probabilities, p):
    values, ids = tf.math.top_k(probabilities, probabilities.shape[0])
    needed = int(tf.reduce_sum(tf.cast(tf.cumsum(values) < p, tf.int32))) + 1
    return _keep(probabilities, ids[:needed])


def nucleus_filter(probabilities, p):
    return _nucleus(probabilities, p)


def repetition_penalty(logits, generated, penalty):
    used = tf.reduce_any(tf.equal(tf.range(logits.shape[0], dtype=tf.int64)[:, None], generated[None, :]), axis=1)
    return tf.where(used, tf.where(logits > 0, logits / penalty, logits * penalty), logits)


def _draw(probabilities, u):
    above = tf.where(tf.cumsum(probabilities) > u)
    return above[0, 0] if len(above) else tf.where(probabilities > 0)[-1, 0]


def sample(probabilities, u):
    return _draw(probabilities, u)


def generate(prompt, params, num_heads, steps, temperature, top_p, u):
    ids = prompt
    for s in range(steps):
        logits = _gpt(ids[None, -params["position_embedding"].shape[0]:], params, num_heads)[0, -1]
        ids = tf.concat([ids, [_draw(_nucleus(_tempered(logits, temperature), top_p), u[s])]], axis=0)
    return ids


def few_shot_prompt(instruction, examples, query):
    blocks = [instruction]
    blocks.extend("Input: {}\nOutput: {}".format(*example) for example in examples)
    blocks.append("Input: {}\nOutput:".format(query))
    return "\n\n".join(blocks)


def train_language_model(tokens, vocab_size, context, seed):
    tf.keras.utils.set_random_seed(seed)
    model = tf.keras.Sequential([
        tf.keras.layers.Embedding(vocab_size, 32),
        tf.keras.layers.GRU(64, return_sequences=True),
        tf.keras.layers.Dense(vocab_size),
    ])
    model.compile(tf.keras.optimizers.Adam(0.01), tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True))
    text = tokens.numpy()
    windows = np.lib.stride_tricks.sliding_window_view(text, context + 1)[::context // 4]
    model.fit(windows[:, :-1], windows[:, 1:], batch_size=64, epochs=3, verbose=0)
    return model


def language_model_logits(model, tokens):
    return model(tokens)
