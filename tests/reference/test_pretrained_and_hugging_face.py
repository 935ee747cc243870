"""Witnesses of reference/{bert,llama,palm}.py in transformers: BERT's embeddings, LLaMA's decoder layer, and Cohere's, which is PaLM's.

Hugging Face's LLaMA pairs column i of a head with column i + d/2: with the columns of Wq and Wk in that order it is the same model.
Cohere's layer is parallel, has a layer norm without beta, SwiGLU and neighbouring pairs; with one key and value head it is PaLM's block.
"""

from __future__ import annotations

import numpy as np
import torch
import transformers

from reference import bert, llama, palm

N, T, HQ, HKV, WIDTH, INNER = 2, 5, 6, 3, 4, 7
D = HQ * WIDTH


def weights(rng: np.random.Generator, keys: int) -> dict[str, np.ndarray]:
    shapes = {"Wq": (D, D), "Wk": (D, keys * WIDTH), "Wv": (D, keys * WIDTH), "Wo": (D, D)}
    shapes |= {"W1": (D, INNER), "W3": (D, INNER), "W2": (INNER, D)}
    return {name: rng.normal(size=shape) * 0.4 for name, shape in shapes.items()}


def in_halves(weight: np.ndarray, heads: int) -> np.ndarray:
    """The columns of each head: first the even ones, then the odd ones."""
    cut = weight.reshape(len(weight), heads, WIDTH)
    return np.concatenate([cut[..., 0::2], cut[..., 1::2]], axis=-1).reshape(weight.shape)


def filled(layer: torch.nn.Module, params: dict[str, np.ndarray], norms: dict[str, str]) -> torch.nn.Module:
    names = {"Wq": "self_attn.q_proj", "Wk": "self_attn.k_proj", "Wv": "self_attn.v_proj", "Wo": "self_attn.o_proj"}
    names |= {"W1": "mlp.gate_proj", "W3": "mlp.up_proj", "W2": "mlp.down_proj"}
    state = {f"{theirs}.weight": torch.tensor(params[ours].T.copy()) for ours, theirs in names.items()}
    state |= {f"{theirs}.weight": torch.tensor(params[ours]) for ours, theirs in norms.items()}
    layer.load_state_dict(state)
    return layer.double().eval()


def run(layer: torch.nn.Module, rotary: torch.nn.Module, x: np.ndarray) -> np.ndarray:
    places = torch.arange(x.shape[1])[None]
    hidden = torch.tensor(x)
    future = torch.full((x.shape[1], x.shape[1]), float("-inf"), dtype=torch.float64).triu(1)[None, None]
    with torch.no_grad():
        out = layer(hidden, attention_mask=future, position_ids=places, position_embeddings=rotary(hidden, places))
    return (out[0] if isinstance(out, tuple) else out).numpy()


def test_the_llama_block_is_hugging_faces():
    from transformers.models.llama import modeling_llama

    rng = np.random.default_rng(81)
    params = weights(rng, HKV) | {"norm1": rng.normal(size=D), "norm2": rng.normal(size=D)}
    x = rng.normal(size=(N, T, D))
    config = transformers.LlamaConfig(
        hidden_size=D,
        intermediate_size=INNER,
        num_attention_heads=HQ,
        num_key_value_heads=HKV,
        rms_norm_eps=1e-6,
        attn_implementation="eager",
    )
    theirs = params | {"Wq": in_halves(params["Wq"], HQ), "Wk": in_halves(params["Wk"], HKV)}
    norms = {"norm1": "input_layernorm", "norm2": "post_attention_layernorm"}
    layer = filled(modeling_llama.LlamaDecoderLayer(config, 0), theirs, norms)
    answer = run(layer, modeling_llama.LlamaRotaryEmbedding(config), x)
    np.testing.assert_allclose(llama.llama_block(x, params, HQ, HKV), answer, rtol=0, atol=2e-5)  # norms and angles are float32 there


def test_the_palm_block_is_coheres_with_one_key_head():
    from transformers.models.cohere import modeling_cohere

    rng = np.random.default_rng(82)
    params = weights(rng, 1) | {"norm": rng.normal(size=D)}
    x = rng.normal(size=(N, T, D)) + 0.5
    config = transformers.CohereConfig(
        hidden_size=D, intermediate_size=INNER, num_attention_heads=HQ, num_key_value_heads=1, layer_norm_eps=1e-5,
        attn_implementation="eager", rope_parameters={"rope_type": "default", "rope_theta": 10000.0},
    )  # fmt: skip
    layer = filled(modeling_cohere.CohereDecoderLayer(config, 0), params, {"norm": "input_layernorm"})
    answer = run(layer, modeling_cohere.CohereRotaryEmbedding(config), x)
    np.testing.assert_allclose(palm.palm_block(x, params, HQ), answer, rtol=0, atol=2e-5)


def test_berts_embeddings_are_hugging_faces():
    rng = np.random.default_rng(83)
    params = {"token": rng.normal(size=(9, D)), "position": rng.normal(size=(T + 2, D)), "segment": rng.normal(size=(2, D))}
    params |= {"gamma": rng.normal(size=D), "beta": rng.normal(size=D)}
    tokens, segments = rng.integers(9, size=(N, T)), rng.integers(2, size=(N, T))
    config = transformers.BertConfig(
        vocab_size=9, hidden_size=D, max_position_embeddings=T + 2, num_attention_heads=2, hidden_dropout_prob=0
    )
    theirs = transformers.models.bert.modeling_bert.BertEmbeddings(config).double()
    names = {"token": "word_embeddings.weight", "position": "position_embeddings.weight", "segment": "token_type_embeddings.weight"}
    names |= {"gamma": "LayerNorm.weight", "beta": "LayerNorm.bias"}
    theirs.load_state_dict({names[name]: torch.tensor(value) for name, value in params.items()}, strict=False)
    with torch.no_grad():
        answer = theirs(torch.tensor(tokens), token_type_ids=torch.tensor(segments)).numpy()
    np.testing.assert_allclose(bert.bert_embedding(tokens, segments, params), answer, rtol=0, atol=1e-13)
