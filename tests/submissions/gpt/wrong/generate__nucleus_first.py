"""Wrong: generate -- filters before the temperature."""

# The rest is right/torch_idiom.py.


def generate(prompt, params, num_heads, steps, temperature, top_p, u):
    ids = prompt
    for s in range(steps):
        logits = _gpt(ids[None, -len(params["position_embedding"]):], params, num_heads)[0, -1]
        kept = _nucleus(logits.softmax(0), top_p) > 0
        probabilities = _tempered(logits.masked_fill(~kept, float("-inf")), temperature)
        ids = torch.cat([ids, _draw(probabilities, u[s]).view(1)])
    return ids
