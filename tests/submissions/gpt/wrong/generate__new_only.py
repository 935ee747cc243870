"""Wrong: generate -- leaves the prompt out of the answer."""

# The rest is right/tensorflow_idiom.py.


def generate(prompt, params, num_heads, steps, temperature, top_p, u):
    ids = prompt
    for s in range(steps):
        logits = _gpt(ids[None, -params["position_embedding"].shape[0]:], params, num_heads)[0, -1]
        ids = tf.concat([ids, [_draw(_nucleus(_tempered(logits, temperature), top_p), u[s])]], axis=0)
    return ids[len(prompt):]
