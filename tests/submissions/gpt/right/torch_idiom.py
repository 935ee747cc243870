"""GPT in PyTorch, with what PyTorch has."""
import torch
import torch.nn.functional as F
from torch import nn

FRAMEWORK = "torch"


def causal_mask(length):
    return torch.ones(length, length, dtype=torch.bool).tril()


def gelu(x):
    return F.gelu(x, approximate="tanh")


def _norm(x, p):
    return F.layer_norm(x, x.shape[-1:], p["gamma"], p["beta"], eps=1e-5)


def _attention(x, p, num_heads):
    N, T, D = x.shape
    q, k, v = ((x @ p["W" + c] + p["b" + c]).view(N, T, num_heads, D // num_heads).transpose(1, 2) for c in "qkv")
    y = F.scaled_dot_product_attention(q, k, v, is_causal=True)
    return y.transpose(1, 2).reshape(N, T, D) @ p["Wo"] + p["bo"]


def _block(x, params, num_heads):
    x = x + _attention(_norm(x, params["norm1"]), params["attention"], num_heads)
    p = params["mlp"]
    h = F.gelu(_norm(x, params["norm2"]) @ p["W1"] + p["b1"], approximate="tanh")
    return x + h @ p["W2"] + p["b2"]


def gpt_block(x, params, num_heads):
    return _block(x, params, num_heads)


def _gpt(tokens, params, num_heads):
    T = tokens.shape[1]
    if T > len(params["position_embedding"]):
        raise ValueError("too many tokens")
    x = F.embedding(tokens, params["token_embedding"]) + params["position_embedding"][:T]
    for block in params["blocks"]:
        x = _block(x, block, num_heads)
    return F.linear(_norm(x, params["norm"]), params["token_embedding"])


def gpt(tokens, params, num_heads):
    return _gpt(tokens, params, num_heads)


def next_token_loss(logits, tokens):
    return F.cross_entropy(logits[:, :-1].flatten(0, 1), tokens[:, 1:].flatten())


def fine_tuning_loss(logits, tokens, prompt_length):
    targets = tokens.clone()
    targets[:, :prompt_length] = -100
    return F.cross_entropy(logits[:, :-1].transpose(1, 2), targets[:, 1:], ignore_index=-100)


def gpt_parameter_count(num_layers, d_model, vocab_size, context_length):
    with torch.device("meta"):
        block = nn.TransformerEncoderLayer(d_model, 1, 4 * d_model)
        parts = [nn.Embedding(vocab_size, d_model), nn.Embedding(context_length, d_model), nn.LayerNorm(d_model)]
    size = lambda module: sum(p.numel() for p in module.parameters())
    return num_layers * size(block) + sum(size(part) for part in parts)


def _tempered(logits, temperature):
    if temperature < 0:
        raise ValueError("negative temperature")
    if temperature == 0:
        return F.one_hot(logits.argmax(), len(logits)).to(logits.dtype)
    return torch.softmax(logits / temperature, dim=-1)


def temperature_softmax(logits, temperature):
    return _tempered(logits, temperature)


def top_k_filter(probabilities, k):
    order = probabilities.argsort(descending=True, stable=True)
    kept = probabilities.index_fill(0, order[k:], 0.0)
    return kept / kept.sum()


def _nucleus(probabilities, p):
    values, order = probabilities.sort(descending=True, stable=True)
    enough = values.cumsum(0) >= p
    enough = torch.cat([torch.zeros_like(enough[:1]), enough[:-1]])      # reached before this token
    kept = probabilities.index_fill(0, order[enough], 0.0)
    return kept / kept.sum()


def nucleus_filter(probabilities, p):
    return _nucleus(probabilities, p)


def repetition_penalty(logits, generated, penalty):
    ids = generated.unique()
    score = logits.gather(0, ids)
    return logits.scatter(0, ids, torch.where(score < 0, score * penalty, score / penalty))


def _draw(probabilities, u):
    i = torch.searchsorted(probabilities.cumsum(0), torch.as_tensor(u, dtype=probabilities.dtype), right=True)
    return torch.minimum(i, probabilities.nonzero().max())


def sample(probabilities, u):
    return _draw(probabilities, u)


def generate(prompt, params, num_heads, steps, temperature, top_p, u):
    ids = prompt
    for s in range(steps):
        logits = _gpt(ids[None, -len(params["position_embedding"]):], params, num_heads)[0, -1]
        ids = torch.cat([ids, _draw(_nucleus(_tempered(logits, temperature), top_p), u[s]).view(1)])
    return ids


def few_shot_prompt(instruction, examples, query):
    shots = "".join(f"Input: {x}\nOutput: {y}\n\n" for x, y in examples)
    return f"{instruction}\n\n{shots}Input: {query}\nOutput:"


class GPT(nn.Module):
    def __init__(self, vocab_size, context, width=64, layers=2):
        super().__init__()
        self.token = nn.Embedding(vocab_size, width)
        self.position = nn.Embedding(context, width)
        layer = nn.TransformerEncoderLayer(width, 4, 4 * width, dropout=0.0, activation="gelu", batch_first=True, norm_first=True)
        self.blocks = nn.TransformerEncoder(layer, layers, enable_nested_tensor=False)
        self.norm = nn.LayerNorm(width)
        self.head = nn.Linear(width, vocab_size)

    def forward(self, tokens):
        T = tokens.shape[1]
        mask = nn.Transformer.generate_square_subsequent_mask(T, device=tokens.device)
        x = self.token(tokens) + self.position(torch.arange(T, device=tokens.device))
        return self.head(self.norm(self.blocks(x, mask=mask, is_causal=True)))


def train_language_model(tokens, vocab_size, context, seed):
    torch.manual_seed(seed)
    model = GPT(vocab_size, context).to(tokens.device)
    optimiser = torch.optim.AdamW(model.parameters(), lr=1e-3)
    for _ in range(300):
        begin = torch.randint(len(tokens) - context, (32,), device=tokens.device)
        window = tokens[begin[:, None] + torch.arange(context + 1, device=tokens.device)]
        loss = F.cross_entropy(model(window[:, :-1]).transpose(1, 2), window[:, 1:])
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
    return model.eval()


@torch.no_grad()
def language_model_logits(model, tokens):
    return model(tokens)
