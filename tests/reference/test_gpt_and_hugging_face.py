"""Witnesses of reference/gpt.py and reference/sampling.py in transformers: GPT-2 with random weights, and the logits processors."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from transformers import GPT2Config, GPT2LMHeadModel
from transformers.generation.logits_process import (
    RepetitionPenaltyLogitsProcessor,
    TemperatureLogitsWarper,
    TopKLogitsWarper,
    TopPLogitsWarper,
)

from reference import gpt, sampling

V, D, H, L, TMAX = 17, 12, 3, 2, 9


@pytest.fixture(scope="module")
def pair():
    torch.manual_seed(0)
    config = GPT2Config(vocab_size=V, n_positions=TMAX, n_embd=D, n_layer=L, n_head=H, resid_pdrop=0, embd_pdrop=0, attn_pdrop=0)
    theirs = GPT2LMHeadModel(config).double().eval()
    with torch.no_grad():
        for p in theirs.parameters():
            p.add_(torch.randn_like(p) * 0.3)
    s = {k: v.numpy() for k, v in theirs.state_dict().items()}
    blocks = []
    for i in range(L):
        h = f"transformer.h.{i}."
        Wq, Wk, Wv = np.split(s[h + "attn.c_attn.weight"], 3, axis=1)
        bq, bk, bv = np.split(s[h + "attn.c_attn.bias"], 3)
        blocks.append(
            {
                "attention": {
                    "Wq": Wq,
                    "Wk": Wk,
                    "Wv": Wv,
                    "bq": bq,
                    "bk": bk,
                    "bv": bv,
                    "Wo": s[h + "attn.c_proj.weight"],
                    "bo": s[h + "attn.c_proj.bias"],
                },
                "norm1": {"gamma": s[h + "ln_1.weight"], "beta": s[h + "ln_1.bias"]},
                "norm2": {"gamma": s[h + "ln_2.weight"], "beta": s[h + "ln_2.bias"]},
                "mlp": {
                    "W1": s[h + "mlp.c_fc.weight"],
                    "b1": s[h + "mlp.c_fc.bias"],
                    "W2": s[h + "mlp.c_proj.weight"],
                    "b2": s[h + "mlp.c_proj.bias"],
                },
            }
        )
    params = {
        "token_embedding": s["transformer.wte.weight"],
        "position_embedding": s["transformer.wpe.weight"],
        "blocks": blocks,
        "norm": {"gamma": s["transformer.ln_f.weight"], "beta": s["transformer.ln_f.bias"]},
    }
    return theirs, params


def test_logits_and_loss(pair):
    theirs, params = pair
    tokens = np.random.default_rng(1).integers(V, size=(3, 7))
    with torch.no_grad():
        out = theirs(torch.tensor(tokens), labels=torch.tensor(tokens))
    ours = gpt.gpt(tokens, params, H)
    np.testing.assert_allclose(ours, out.logits.numpy(), rtol=0, atol=1e-12)
    assert gpt.next_token_loss(ours, tokens) == pytest.approx(out.loss.item(), rel=1e-6)
    labels = tokens.copy()
    labels[:, :4] = -100
    with torch.no_grad():
        loss = theirs(torch.tensor(tokens), labels=torch.tensor(labels)).loss.item()
    assert gpt.fine_tuning_loss(ours, tokens, 4) == pytest.approx(loss, rel=1e-6)


def test_parameter_counts(pair):
    theirs, _ = pair
    assert gpt.gpt_parameter_count(L, D, V, TMAX) == theirs.num_parameters()
    with torch.device("meta"):
        for layers, width, heads in ((12, 768, 12), (48, 1600, 25)):
            model = GPT2LMHeadModel(GPT2Config(n_embd=width, n_layer=layers, n_head=heads))
            assert gpt.gpt_parameter_count(layers, width, 50257, 1024) == model.num_parameters()


@pytest.mark.parametrize("seed", range(20))
def test_logits_processors(seed):
    rng = np.random.default_rng(seed)
    logits, ids = rng.normal(size=11) * 3, rng.integers(11, size=6)
    row = torch.tensor(logits)[None]
    seen = torch.tensor(ids)[None]
    t, k, p, penalty = rng.uniform(0.3, 3), int(rng.integers(1, 12)), rng.uniform(0.05, 0.98), rng.uniform(1.1, 2)
    warm = TemperatureLogitsWarper(float(t))(seen, row)
    np.testing.assert_allclose(sampling.temperature_softmax(logits, t), warm.softmax(-1)[0].numpy(), atol=1e-14)
    probabilities = row.softmax(-1)[0].numpy()
    np.testing.assert_allclose(sampling.top_k_filter(probabilities, k), TopKLogitsWarper(k)(seen, row).softmax(-1)[0].numpy(), atol=1e-14)
    np.testing.assert_allclose(
        sampling.nucleus_filter(probabilities, p), TopPLogitsWarper(float(p))(seen, row).softmax(-1)[0].numpy(), atol=1e-14
    )
    theirs = RepetitionPenaltyLogitsProcessor(float(penalty))(seen, row.clone())[0].numpy()
    np.testing.assert_allclose(sampling.repetition_penalty(logits, ids, penalty), theirs, atol=1e-14)


def test_greedy_text(pair):
    theirs, params = pair
    prompt = np.array([3, 1, 4])
    out = theirs.generate(
        torch.tensor(prompt)[None],
        attention_mask=torch.ones(1, 3, dtype=torch.long),
        max_new_tokens=5,
        do_sample=False,
        pad_token_id=0,
        eos_token_id=None,
    )
    assert sampling.generate(prompt, params, H, 5, 0.0, 1.0, np.zeros(5)).tolist() == out[0].tolist()
