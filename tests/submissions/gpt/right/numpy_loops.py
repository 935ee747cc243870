"""GPT with loops: one text, one position, one head at a time. Slow, but every step is spelt out."""
import math
import random

import numpy as np


def causal_mask(length):
    rows = []
    for t in range(length):
        rows.append([s <= t for s in range(length)])
    return rows


def gelu_of(v):
    return 0.5 * v * (1 + math.tanh(math.sqrt(2 / math.pi) * (v + 0.044715 * v ** 3)))


def gelu(x):
    flat = [gelu_of(float(v)) for v in np.ravel(x)]
    return np.array(flat).reshape(np.shape(x))


def norm_row(row, p):
    mean = sum(row) / len(row)
    variance = sum((v - mean) ** 2 for v in row) / len(row)
    return np.array([p["gamma"][i] * (v - mean) / math.sqrt(variance + 1e-5) + p["beta"][i] for i, v in enumerate(row)])


def softmax_list(values):
    top = max(values)
    e = [math.exp(v - top) for v in values]
    total = sum(e)
    return [v / total for v in e]


def block_of_one_text(x, params, num_heads):
    """x: list of rows, one a position."""
    a = params["attention"]
    D = len(x[0])
    d = D // num_heads
    n = [norm_row(row, params["norm1"]) for row in x]
    q = [row @ a["Wq"] + a["bq"] for row in n]
    k = [row @ a["Wk"] + a["bk"] for row in n]
    v = [row @ a["Wv"] + a["bv"] for row in n]
    out = []
    for t in range(len(x)):
        mixed = np.zeros(D)
        for h in range(num_heads):
            cols = slice(h * d, (h + 1) * d)
            scores = [float(np.dot(q[t][cols], k[s][cols])) / math.sqrt(d) for s in range(t + 1)]   # only the past
            for s, w in enumerate(softmax_list(scores)):
                mixed[cols] += w * v[s][cols]
        row = x[t] + mixed @ a["Wo"] + a["bo"]
        m = params["mlp"]
        hidden = gelu(norm_row(row, params["norm2"]) @ m["W1"] + m["b1"])
        out.append(row + hidden @ m["W2"] + m["b2"])
    return out


def gpt_block(x, params, num_heads):
    return np.array([block_of_one_text(list(text), params, num_heads) for text in x])


def gpt(tokens, params, num_heads):
    if len(tokens[0]) > len(params["position_embedding"]):
        raise ValueError("the text is longer than the context")
    answer = []
    for text in tokens:
        x = [params["token_embedding"][i] + params["position_embedding"][t] for t, i in enumerate(text)]
        for block in params["blocks"]:
            x = block_of_one_text(x, block, num_heads)
        answer.append([params["token_embedding"] @ norm_row(row, params["norm"]) for row in x])
    return np.array(answer)


def log_softmax_list(values):
    top = max(values)
    return [v - top - math.log(sum(math.exp(w - top) for w in values)) for v in values]


def fine_tuning_loss(logits, tokens, prompt_length):
    total, count = 0.0, 0
    for n in range(len(tokens)):
        for t in range(prompt_length, len(tokens[n])):
            total -= log_softmax_list(logits[n][t - 1].tolist())[tokens[n][t]]
            count += 1
    return total / count


def next_token_loss(logits, tokens):
    total, count = 0.0, 0
    for n in range(len(tokens)):
        for t in range(1, len(tokens[n])):
            total -= log_softmax_list(logits[n][t - 1].tolist())[tokens[n][t]]
            count += 1
    return total / count


def gpt_parameter_count(num_layers, d_model, vocab_size, context_length):
    D, F = d_model, 4 * d_model
    count = vocab_size * D + context_length * D
    for _ in range(num_layers):
        count += 4 * (D * D + D)          # query, key, value, output
        count += D * F + F + F * D + D    # the MLP
        count += 2 * D + 2 * D            # two norms
    return count + 2 * D


def temperature_softmax(logits, temperature):
    if temperature < 0:
        raise ValueError("the temperature must not be negative")
    values = [float(v) for v in logits]
    if temperature == 0:
        best = values.index(max(values))
        return [1.0 if i == best else 0.0 for i in range(len(values))]
    return softmax_list([v / temperature for v in values])


def ranking(probabilities):
    return sorted(range(len(probabilities)), key=lambda i: (-probabilities[i], i))


def keep_only(probabilities, kept):
    total = sum(float(probabilities[i]) for i in kept)
    return [float(probabilities[i]) / total if i in kept else 0.0 for i in range(len(probabilities))]


def top_k_filter(probabilities, k):
    return keep_only(probabilities, ranking(probabilities)[:k])


def nucleus_filter(probabilities, p):
    kept, total = [], 0.0
    for i in ranking(probabilities):
        kept.append(i)
        total += float(probabilities[i])
        if total >= p:
            break
    return keep_only(probabilities, kept)


def repetition_penalty(logits, generated, penalty):
    answer = logits.tolist()
    for i in set(generated.tolist()):
        if answer[i] > 0:
            answer[i] /= penalty
        else:
            answer[i] *= penalty
    return answer


def sample(probabilities, u):
    total = 0.0
    last = 0
    for i, p in enumerate(probabilities):
        total += float(p)
        if p > 0:
            last = i
        if total > u:
            return i
    return last


def generate(prompt, params, num_heads, steps, temperature, top_p, u):
    ids = [int(i) for i in prompt]
    context = len(params["position_embedding"])
    for s in range(steps):
        logits = gpt([ids[-context:]], params, num_heads)[0][-1]
        ids.append(sample(nucleus_filter(temperature_softmax(logits, temperature), top_p), u[s]))
    return ids


def few_shot_prompt(instruction, examples, query):
    text = instruction + "\n\n"
    for x, y in examples:
        text += "Input: " + x + "\n" + "Output: " + y + "\n\n"
    return text + "Input: " + query + "\n" + "Output:"


# A log-linear language model: the token k places back adds one row of scores for the next token.

REACH = 9


def scores_at(model, past):
    scores = model["bias"].copy()
    for lag, token in enumerate(reversed(past[-REACH:])):
        scores += model["weights"][lag][token]
    return scores


def train_language_model(tokens, vocab_size, context, seed):
    rng = random.Random(seed)
    model = {"bias": np.zeros(vocab_size), "weights": np.zeros((REACH, vocab_size, vocab_size))}
    text = tokens.tolist()
    places = list(range(1, len(text)))
    for epoch in range(4):
        rng.shuffle(places)
        rate = 0.1 / (1 + epoch)
        for t in places:
            seen = rng.randint(1, min(REACH, t))          # windows begin anywhere
            past = text[t - seen:t]
            scores = scores_at(model, past)
            e = np.exp(scores - scores.max())
            step = -rate * e / e.sum()
            step[text[t]] += rate
            model["bias"] += step
            for lag, token in enumerate(reversed(past)):
                model["weights"][lag][token] += step
    return model


def language_model_logits(model, tokens):
    answer = []
    for text in tokens.tolist():
        answer.append([scores_at(model, text[:t + 1]) for t in range(len(text))])
    return np.array(answer)
