"""Wrong: generate -- gives the model the whole text, however long."""

# The rest is right/numpy_loops.py.


def generate(prompt, params, num_heads, steps, temperature, top_p, u):
    ids = [int(i) for i in prompt]
    for s in range(steps):
        logits = gpt([ids], params, num_heads)[0][-1]
        ids.append(sample(nucleus_filter(temperature_softmax(logits, temperature), top_p), u[s]))
    return ids
