"""Wrong: transformer -- adds no positional encoding to the target."""

# The rest is right/tensorflow_idiom.py.


def transformer(source, target, params, num_heads):
    memory = embed(source, params["source_embedding"])
    for layer in params["encoder"]:
        memory = encoder_layer(memory, layer, num_heads)
    D = memory.shape[-1]
    y = tf.gather(params["target_embedding"], target) * D ** 0.5
    for layer in params["decoder"]:
        y = decoder_layer(y, memory, layer, num_heads)
    return tf.matmul(y, params["W_out"]) + params["b_out"]
