"""GPT in NumPy, batched.  N texts, T tokens, D width, H heads, V vocabulary."""
import numpy as np


def causal_mask(length):
    return np.tril(np.ones((length, length), dtype=bool))


def gelu(x):
    # 1 + tanh(a) = 2 sigmoid(2a), and sigmoid(b) = exp(-log(1 + exp(-b)))
    a = np.sqrt(2 / np.pi) * (x + 0.044715 * np.power(x, 3))
    return x * np.exp(-np.logaddexp(0, -2 * a))


def _norm(x, p):
    mu = x.mean(-1, keepdims=True)
    return (x - mu) / np.sqrt(x.var(-1, keepdims=True) + 1e-5) * p["gamma"] + p["beta"]


def _softmax(x):
    e = np.exp(x - np.max(x, axis=-1, keepdims=True))
    return e / np.sum(e, axis=-1, keepdims=True)


def _split(x, heads):
    return np.stack(np.split(x, heads, axis=-1), axis=1)          # (N, H, T, d)


def _attention(x, p, heads):
    q, k, v = (_split(x @ p["W" + c] + p["b" + c], heads) for c in "qkv")
    s = q @ np.swapaxes(k, -1, -2) / np.sqrt(q.shape[-1])
    s = s + np.triu(np.full(s.shape[-2:], -1e30), k=1)
    y = np.concatenate(list(np.moveaxis(_softmax(s) @ v, 1, 0)), axis=-1)
    return y @ p["Wo"] + p["bo"]


def _mlp(x, p):
    return gelu(x @ p["W1"] + p["b1"]) @ p["W2"] + p["b2"]


def _block(x, params, num_heads):
    y = x + _attention(_norm(x, params["norm1"]), params["attention"], num_heads)
    return y + _mlp(_norm(y, params["norm2"]), params["mlp"])


def _gpt(tokens, params, num_heads):
    E, P = params["token_embedding"], params["position_embedding"]
    T = tokens.shape[-1]
    if T > P.shape[0]:
        raise ValueError(f"at most {P.shape[0]} tokens")
    x = np.take(E, tokens, axis=0) + P[None, :T]
    for p in params["blocks"]:
        x = _block(x, p, num_heads)
    return np.einsum("ntd,vd->ntv", _norm(x, params["norm"]), E)


def _log_softmax(x):
    return x - np.logaddexp.reduce(x, axis=-1, keepdims=True)


def _nll(logits, tokens):
    lp = _log_softmax(logits[:, :-1])
    n, t = np.indices((lp.shape[0], lp.shape[1]))
    return -lp[n, t, tokens[:, 1:]]


# ------------------------------------------------------------------ the tasks

def gpt_block(x, params, num_heads):
    return _block(x, params, num_heads)


def gpt(tokens, params, num_heads):
    return _gpt(tokens, params, num_heads)


def next_token_loss(logits, tokens):
    return float(np.mean(_nll(logits, tokens)))


def fine_tuning_loss(logits, tokens, prompt_length):
    weight = np.arange(1, tokens.shape[1]) >= prompt_length
    return np.average(_nll(logits, tokens), weights=np.broadcast_to(weight, tokens[:, 1:].shape))


def gpt_parameter_count(num_layers, d_model, vocab_size, context_length):
    return d_model * (vocab_size + context_length + 2) + num_layers * (12 * d_model ** 2 + 13 * d_model)


def _tempered(logits, temperature):
    if temperature < 0:
        raise ValueError("temperature < 0")
    if temperature == 0:
        return np.eye(len(logits))[np.argmax(logits)]
    return np.exp(_log_softmax(logits / temperature))


def temperature_softmax(logits, temperature):
    return _tempered(logits, temperature)


def top_k_filter(probabilities, k):
    order = np.lexsort((np.arange(len(probabilities)), -probabilities))
    rank = np.empty_like(order)
    rank[order] = np.arange(len(order))
    kept = probabilities * (rank < k)
    return kept / kept.sum()


def _nucleus(probabilities, p):
    order = np.lexsort((np.arange(len(probabilities)), -probabilities))
    before = np.cumsum(probabilities[order]) - probabilities[order]      # what more likely tokens have
    kept = np.zeros_like(probabilities)
    keep = order[before < p]
    kept[keep] = probabilities[keep]
    return kept / kept.sum()


def nucleus_filter(probabilities, p):
    return _nucleus(probabilities, p)


def repetition_penalty(logits, generated, penalty):
    seen = np.isin(np.arange(len(logits)), generated)
    return np.where(seen, np.where(logits > 0, logits / penalty, logits * penalty), logits)


def _draw(probabilities, u):
    above = np.cumsum(probabilities) > u
    return int(np.argmax(above)) if above.any() else int(np.max(np.nonzero(probabilities)))


def sample(probabilities, u):
    return _draw(probabilities, u)


def generate(prompt, params, num_heads, steps, temperature, top_p, u):
    T, context = len(prompt), len(params["position_embedding"])
    ids = np.concatenate([prompt, np.zeros(steps, dtype=prompt.dtype)])
    for s in range(steps):
        window = ids[max(0, T + s - context):T + s]
        logits = _gpt(window[np.newaxis], params, num_heads)[0, -1]
        ids[T + s] = _draw(_nucleus(_tempered(logits, temperature), top_p), u[s])
    return ids


def few_shot_prompt(instruction, examples, query):
    lines = [instruction, ""]
    for x, y in examples:
        lines += [f"Input: {x}", f"Output: {y}", ""]
    return "\n".join(lines + [f"Input: {query}", "Output:"])


# A neural n-gram model (Bengio et al., 2003): the embeddings of the last tokens side by side, one hidden layer.

class NGram:
    def __init__(self, vocab, reach, rng, width=16, hidden=96):
        self.vocab, self.reach = vocab, reach
        self.p = {
            "E": rng.normal(0, 0.3, (vocab + 1, width)),           # the last row: before the beginning
            "W": rng.normal(0, (reach * width) ** -0.5, (reach * width, hidden)), "b": np.zeros(hidden),
            "U": rng.normal(0, hidden ** -0.5, (hidden, vocab)), "c": np.zeros(vocab),
        }
        self.m = {k: np.zeros_like(v) for k, v in self.p.items()}
        self.v = {k: np.zeros_like(v) for k, v in self.p.items()}
        self.t = 0

    def forward(self, past):                                       # past (B, reach)
        e = self.p["E"][past].reshape(len(past), -1)
        h = np.tanh(e @ self.p["W"] + self.p["b"])
        return e, h, h @ self.p["U"] + self.p["c"]

    def step(self, past, target, rate):
        e, h, z = self.forward(past)
        dz = _softmax(z)
        dz[np.arange(len(target)), target] -= 1
        dz /= len(target)
        da = dz @ self.p["U"].T * (1 - h * h)
        g = {"U": h.T @ dz, "c": dz.sum(0), "W": e.T @ da, "b": da.sum(0), "E": np.zeros_like(self.p["E"])}
        np.add.at(g["E"], past, (da @ self.p["W"].T).reshape(*past.shape, -1))
        self.t += 1
        for k in self.p:
            self.m[k] = 0.9 * self.m[k] + 0.1 * g[k]
            self.v[k] = 0.999 * self.v[k] + 0.001 * g[k] ** 2
            self.p[k] -= rate * self.m[k] / (1 - 0.9 ** self.t) / (np.sqrt(self.v[k] / (1 - 0.999 ** self.t)) + 1e-8)


def train_language_model(tokens, vocab_size, context, seed):
    rng = np.random.default_rng(seed)
    reach = min(context, 12)
    model = NGram(vocab_size, reach, rng)
    for i in range(1500):
        end = rng.integers(reach, len(tokens), size=128)
        past = tokens[end[:, None] + np.arange(-reach, 0)]
        hide = np.arange(reach) < rng.integers(0, reach, size=(128, 1))          # some windows have just begun
        model.step(np.where(hide, vocab_size, past), tokens[end], 0.004 * (1 - i / 1500))
    return model


def language_model_logits(model, tokens):
    N, T = tokens.shape
    padded = np.concatenate([np.full((N, model.reach - 1), model.vocab), tokens], axis=1)
    past = np.lib.stride_tricks.sliding_window_view(padded, model.reach, axis=1)  # (N, T, reach)
    return model.forward(past.reshape(N * T, -1))[2].reshape(N, T, -1)
