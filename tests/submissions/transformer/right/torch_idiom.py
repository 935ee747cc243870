"""Transformer in PyTorch, with what torch.nn has: its layers are filled with the given weights."""
import math

import torch
import torch.nn.functional as F
from torch import nn

FRAMEWORK = "torch"


def softmax(x, axis=-1):
    return torch.softmax(x, dim=axis)


def positional_encoding(length, d_model):
    if d_model % 2:
        raise ValueError("d_model must be even")
    position = torch.arange(length).unsqueeze(1)
    div_term = torch.exp(torch.arange(0, d_model, 2) * (-math.log(10000.0) / d_model))
    pe = torch.zeros(length, d_model)
    pe[:, 0::2] = torch.sin(position * div_term)
    pe[:, 1::2] = torch.cos(position * div_term)
    return pe


def scaled_dot_product_attention(q, k, v, mask=None):
    scores = q @ k.transpose(-2, -1) / math.sqrt(q.size(-1))
    if mask is not None:
        scores = scores.masked_fill(~mask, float("-inf"))
    weights = scores.softmax(dim=-1).nan_to_num(0.0)    # a row of -inf only
    return F.scaled_dot_product_attention(q, k, v, attn_mask=mask), weights


def _fill(module, state):
    module.load_state_dict(state)
    return module.eval()


def _attention_state(p, prefix=""):
    return {
        prefix + "in_proj_weight": torch.cat([p["Wq"].T, p["Wk"].T, p["Wv"].T]),
        prefix + "in_proj_bias": torch.cat([p["bq"], p["bk"], p["bv"]]),
        prefix + "out_proj.weight": p["Wo"].T,
        prefix + "out_proj.bias": p["bo"],
    }


def _layer_state(params):
    ffn = params["feed_forward"]
    state = {"linear1.weight": ffn["W1"].T, "linear1.bias": ffn["b1"], "linear2.weight": ffn["W2"].T, "linear2.bias": ffn["b2"]}
    for name in params:
        if name.startswith("norm"):
            state[name + ".weight"] = params[name]["gamma"]
            state[name + ".bias"] = params[name]["beta"]
    return state


@torch.no_grad()
def multi_head_attention(x_query, x_key_value, params, num_heads, mask=None):
    D = x_query.size(-1)
    if D % num_heads != 0:
        raise ValueError("embed_dim must be divisible by num_heads")
    layer = nn.MultiheadAttention(D, num_heads, batch_first=True, device=x_query.device)
    layer = _fill(layer, _attention_state(params))
    hidden = None if mask is None else mask.logical_not()      # True hides, there
    return layer(x_query, x_key_value, x_key_value, attn_mask=hidden, need_weights=False)[0]


def layer_norm(x, gamma, beta, eps=1e-5):
    return F.layer_norm(x, gamma.shape, gamma, beta, eps)


def feed_forward(x, params):
    return F.linear(F.relu(F.linear(x, params["W1"].T, params["b1"])), params["W2"].T, params["b2"])


def _options(params, x):
    return dict(dim_feedforward=params["feed_forward"]["b1"].numel(), dropout=0.0, batch_first=True, device=x.device)


@torch.no_grad()
def encoder_layer(x, params, num_heads, mask=None):
    layer = nn.TransformerEncoderLayer(x.size(-1), num_heads, **_options(params, x))
    layer = _fill(layer, {**_attention_state(params["attention"], "self_attn."), **_layer_state(params)})
    return layer(x, src_mask=None if mask is None else ~mask)


@torch.no_grad()
def decoder_layer(y, memory, params, num_heads, memory_mask=None):
    layer = nn.TransformerDecoderLayer(y.size(-1), num_heads, **_options(params, y))
    layer = _fill(layer, {
        **_attention_state(params["self_attention"], "self_attn."),
        **_attention_state(params["cross_attention"], "multihead_attn."),
        **_layer_state(params),
    })
    causal = nn.Transformer.generate_square_subsequent_mask(y.size(1), device=y.device)
    return layer(y, memory, tgt_mask=causal, memory_mask=None if memory_mask is None else ~memory_mask)


def _embed(ids, table):
    D = table.size(1)
    return F.embedding(ids, table) * D ** 0.5 + positional_encoding(ids.size(1), D).to(table.device)


def transformer(source, target, params, num_heads):
    memory = _embed(source, params["source_embedding"])
    for layer in params["encoder"]:
        memory = encoder_layer(memory, layer, num_heads)
    y = _embed(target, params["target_embedding"])
    for layer in params["decoder"]:
        y = decoder_layer(y, memory, layer, num_heads)
    return y @ params["W_out"] + params["b_out"]
