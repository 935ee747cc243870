"""The GPT against PyTorch's modules, the parameters that published models have, finite sums, and what causality means."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import torch
import torch.nn.functional as F

from reference import gpt as ours

N, T, D, H, HIDDEN, V, CONTEXT = 3, 5, 12, 3, 20, 17, 9


def norm_params(rng: np.random.Generator) -> dict[str, np.ndarray]:
    return {"gamma": rng.uniform(0.5, 2, size=D), "beta": rng.normal(size=D)}


def block_params(rng: np.random.Generator) -> dict[str, Any]:
    attention = {"W" + name: rng.normal(size=(D, D)) / 2 for name in "qkvo"} | {"b" + name: rng.normal(size=D) for name in "qkvo"}
    mlp = {"W1": rng.normal(size=(D, HIDDEN)), "b1": rng.normal(size=HIDDEN), "W2": rng.normal(size=(HIDDEN, D)), "b2": rng.normal(size=D)}
    return {"attention": attention, "norm1": norm_params(rng), "mlp": mlp, "norm2": norm_params(rng)}


@pytest.fixture
def drawn() -> dict[str, Any]:
    rng = np.random.default_rng(31)
    params = {
        "token_embedding": rng.normal(size=(V, D)),
        "position_embedding": rng.normal(size=(CONTEXT, D)),
        "blocks": [block_params(rng) for _ in range(2)],
        "norm": norm_params(rng),
    }
    return {"x": rng.normal(size=(N, T, D)), "tokens": rng.integers(V, size=(N, T)), "params": params}


def torch_block(params: dict[str, Any]) -> torch.nn.Module:
    """PyTorch's own pre-norm layer with these parameters."""
    layer = torch.nn.TransformerEncoderLayer(
        D,
        H,
        HIDDEN,
        dropout=0.0,
        activation=lambda a: F.gelu(a, approximate="tanh"),
        batch_first=True,
        norm_first=True,
        dtype=torch.float64,
    )
    attention, mlp = params["attention"], params["mlp"]
    state = {
        "self_attn.in_proj_weight": np.concatenate([attention["W" + name].T for name in "qkv"]),
        "self_attn.in_proj_bias": np.concatenate([attention["b" + name] for name in "qkv"]),
        "self_attn.out_proj.weight": attention["Wo"].T,
        "self_attn.out_proj.bias": attention["bo"],
        "linear1.weight": mlp["W1"].T,
        "linear1.bias": mlp["b1"],
        "linear2.weight": mlp["W2"].T,
        "linear2.bias": mlp["b2"],
        **{f"norm{i}.weight": params[f"norm{i}"]["gamma"] for i in (1, 2)},
        **{f"norm{i}.bias": params[f"norm{i}"]["beta"] for i in (1, 2)},
    }
    layer.load_state_dict({name: torch.tensor(value) for name, value in state.items()})
    return layer


def through(layer: torch.nn.Module, x: torch.Tensor) -> torch.Tensor:
    """A layer with PyTorch's causal mask, where True is blocked."""
    with torch.no_grad():
        return layer(x, src_mask=torch.ones(x.shape[1], x.shape[1], dtype=torch.bool).triu(1))


def test_the_mask_is_open_to_the_past_and_to_oneself():
    mask = ours.causal_mask(6)
    assert mask.dtype == bool
    assert {(t, s) for t, s in np.argwhere(mask)} == {(t, s) for t in range(6) for s in range(6) if s <= t}
    assert ours.causal_mask(1).tolist() == [[True]]


def test_the_gelu_is_torchs_tanh_approximation():
    x = np.concatenate([np.linspace(-30, 30, 601), [-1e3, 1e3]])
    np.testing.assert_allclose(ours.gelu(x), F.gelu(torch.tensor(x), approximate="tanh").numpy(), rtol=0, atol=1e-13)


def test_a_block_is_torchs_pre_norm_layer(drawn):
    params = drawn["params"]["blocks"][0]
    theirs = through(torch_block(params), torch.tensor(drawn["x"]))
    np.testing.assert_allclose(ours.gpt_block(drawn["x"], params, H), theirs.numpy(), rtol=0, atol=1e-12)


def test_attention_is_torchs_causal_scaled_dot_product(drawn):
    params = drawn["params"]["blocks"][0]
    attention, silent = params["attention"], {name: np.zeros_like(value) for name, value in params["mlp"].items()}
    n = F.layer_norm(torch.tensor(drawn["x"]), (D,), *(torch.tensor(params["norm1"][name]) for name in ("gamma", "beta")))
    q, k, v = (
        torch.stack(torch.tensor(n.numpy() @ attention["W" + name] + attention["b" + name]).chunk(H, dim=-1), dim=1) for name in "qkv"
    )
    heads = F.scaled_dot_product_attention(q, k, v, is_causal=True).unbind(dim=1)
    theirs = drawn["x"] + torch.cat(heads, dim=-1).numpy() @ attention["Wo"] + attention["bo"]
    np.testing.assert_allclose(ours.gpt_block(drawn["x"], params | {"mlp": silent}, H), theirs, rtol=0, atol=1e-12)


def test_the_model_is_made_of_torchs_modules(drawn):
    params = drawn["params"]
    tokens = torch.tensor(drawn["tokens"])
    x = F.embedding(tokens, torch.tensor(params["token_embedding"])) + torch.tensor(params["position_embedding"][:T])
    for block in params["blocks"]:
        x = through(torch_block(block), x)
    x = F.layer_norm(x, (D,), torch.tensor(params["norm"]["gamma"]), torch.tensor(params["norm"]["beta"]))
    theirs = F.linear(x, torch.tensor(params["token_embedding"]))
    np.testing.assert_allclose(ours.gpt(drawn["tokens"], params, H), theirs.numpy(), rtol=0, atol=1e-11)


@pytest.mark.parametrize("changed", range(T))
def test_logits_do_not_move_when_a_later_token_changes(drawn, changed):
    tokens = drawn["tokens"].copy()
    tokens[:, changed] = (tokens[:, changed] + 1) % V
    before, after = ours.gpt(drawn["tokens"], drawn["params"], H), ours.gpt(tokens, drawn["params"], H)
    assert np.array_equal(before[:, :changed], after[:, :changed])
    assert np.all(np.abs(before[:, changed] - after[:, changed]).max(axis=-1) > 1e-3)


def test_a_text_that_fills_the_context_is_read_and_a_longer_one_is_not(drawn):
    tokens = np.arange(CONTEXT)[None] % V
    assert ours.gpt(tokens, drawn["params"], H).shape == (1, CONTEXT, V)
    with pytest.raises(ValueError, match="do not fit"):
        ours.gpt(np.arange(CONTEXT + 1)[None] % V, drawn["params"], H)


def test_large_scores_stay_finite(drawn):
    params = drawn["params"]["blocks"][0]
    large = {name: value * 1000 for name, value in params["attention"].items()}
    assert np.all(np.isfinite(ours.gpt_block(drawn["x"], params | {"attention": large}, H)))


def test_the_loss_is_torchs_cross_entropy():
    rng = np.random.default_rng(32)
    logits, tokens = rng.normal(size=(N, T, V)) * 3, rng.integers(V, size=(N, T))
    theirs = F.cross_entropy(torch.tensor(logits[:, :-1]).flatten(0, 1), torch.tensor(tokens[:, 1:]).flatten())
    assert ours.next_token_loss(logits, tokens) == pytest.approx(theirs.item(), abs=1e-13)
    assert np.isfinite(ours.next_token_loss(logits * 1e5, tokens))


def test_a_model_that_knows_nothing_loses_log_v():
    tokens = np.array([[0, 3, 1], [2, 2, 4]])
    assert ours.next_token_loss(np.full((2, 3, 5), 7.0), tokens) == pytest.approx(np.log(5), abs=1e-15)


@pytest.mark.parametrize("prompt_length", range(1, T))
def test_the_loss_of_fine_tuning_is_torchs_with_the_prompt_ignored(prompt_length):
    rng = np.random.default_rng(33)
    logits, tokens = rng.normal(size=(N, T, V)) * 3, rng.integers(V, size=(N, T))
    goals = torch.tensor(np.where(np.arange(T) < prompt_length, -100, tokens))
    theirs = F.cross_entropy(torch.tensor(logits[:, :-1]).flatten(0, 1), goals[:, 1:].flatten(), ignore_index=-100)
    assert ours.fine_tuning_loss(logits, tokens, prompt_length) == pytest.approx(theirs.item(), abs=1e-13)
    if prompt_length == 1:
        assert ours.fine_tuning_loss(logits, tokens, 1) == ours.next_token_loss(logits, tokens)


# Layers, width, and the printed number of parameters: Brown et al., 2020, table 2.1, with the widths as printed. The table rounds freely:
# 350M stands for 356M.
TABLE = (
    *((12, 768, 125e6), (24, 1024, 350e6), (24, 1536, 760e6), (24, 2048, 1.3e9)),
    *((32, 2560, 2.7e9), (32, 4096, 6.7e9), (40, 5140, 13.0e9), (96, 12288, 175.0e9)),
)


@pytest.mark.parametrize(("layers", "width", "printed"), TABLE)
def test_every_row_of_the_papers_table_is_near(layers, width, printed):
    assert ours.gpt_parameter_count(layers, width, 50257, 2048) == pytest.approx(printed, rel=0.02)


@pytest.mark.parametrize(
    ("layers", "width", "context", "count"),
    [
        (12, 768, 1024, 124_439_808),  # GPT-2 small, medium, large and XL as they are published
        (24, 1024, 1024, 354_823_168),
        (36, 1280, 1024, 774_030_080),
        (48, 1600, 1024, 1_557_611_200),
        (96, 12288, 2048, 174_604_259_328),
    ],
)
def test_published_models_have_exactly_so_many_parameters(layers, width, context, count):
    assert ours.gpt_parameter_count(layers, width, 50257, context) == count


def test_the_count_is_that_of_torchs_modules(drawn):
    with torch.device("meta"):
        block = torch.nn.TransformerEncoderLayer(D, H, 4 * D)
    parts = [V * D, CONTEXT * D, 2 * D, 2 * sum(one.numel() for one in block.parameters())]
    assert ours.gpt_parameter_count(2, D, V, CONTEXT) == sum(parts)


def test_float32_stays_float32(drawn):
    def single(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: single(item) for key, item in value.items()}
        return [single(item) for item in value] if isinstance(value, list) else value.astype(np.float32)

    assert ours.gpt(drawn["tokens"], single(drawn["params"]), H).dtype == np.float32
    assert ours.gelu(drawn["x"].astype(np.float32)).dtype == np.float32
