"""Wrong: generate -- uses the first u at every step."""

# The rest is right/numpy_vectorised.py.


def generate(prompt, params, num_heads, steps, temperature, top_p, u):
    ids = prompt
    for s in range(steps):
        logits = _gpt(ids[None, -len(params["position_embedding"]):], params, num_heads)[0, -1]
        ids = np.append(ids, _draw(_nucleus(_tempered(logits, temperature), top_p), u[0]))
    return ids
