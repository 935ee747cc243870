"""From a language model's logits to text: temperature, top-k, nucleus, repetition penalty, drawing, and the prompt of GPT-3.

    temperature    softmax(logits / temperature): below 1 sharper, above 1 flatter, at 0 only the most likely token
    top-k          only the k most likely tokens, renormalised
    nucleus        only the fewest most likely tokens whose probabilities sum to p or more, renormalised
    penalty        logits of tokens that were used already are moved down: positive ones / penalty, negative ones * penalty
    inverse CDF    a uniform u in [0, 1) draws the first token whose cumulative probability is above u

Sizes: V vocabulary, T tokens, D width. One distribution at a time: probabilities and logits are (V,).

Sources: the slides' part on GPT-3; A. Fan, M. Lewis and Y. Dauphin, "Hierarchical Neural Story Generation", 2018 (top-k); A. Holtzman et
al., "The Curious Case of Neural Text Degeneration", 2020 (nucleus); N. Keskar et al., "CTRL", 2019 (penalty, as it is used since);
T. Brown et al., "Language Models are Few-Shot Learners", 2020 (the prompt).
"""

from __future__ import annotations

from typing import Any

import numpy as np

from reference.gpt import gpt


def temperature_softmax(logits: np.ndarray, temperature: float) -> np.ndarray:
    """softmax(logits / temperature), (V,) -> (V,); one-hot at the first maximum for temperature 0. Raises ValueError below 0."""
    if temperature < 0:
        raise ValueError(f"a temperature is 0 or more, not {temperature}")
    if temperature == 0:
        probabilities = np.zeros_like(logits)
        probabilities[logits.argmax()] = 1
        return probabilities
    shares = np.exp((logits - logits.max()) / temperature)
    return shares / shares.sum()


def _only(kept: np.ndarray, probabilities: np.ndarray) -> np.ndarray:
    """The probabilities of the kept ids, renormalised; all others are 0."""
    filtered = np.zeros_like(probabilities)
    filtered[kept] = probabilities[kept]
    return filtered / filtered.sum()


def _most_likely_first(probabilities: np.ndarray) -> np.ndarray:
    """Ids by probability, the largest first; of equals the lower id first, because the sort is stable."""
    return np.argsort(-probabilities, kind="stable")


def top_k_filter(probabilities: np.ndarray, k: int) -> np.ndarray:
    """The k largest probabilities (ties: lower index), renormalised. (V,) -> (V,), 1 <= k <= V."""
    return _only(_most_likely_first(probabilities)[:k], probabilities)


def nucleus_filter(probabilities: np.ndarray, p: float) -> np.ndarray:
    """The fewest most likely tokens whose sum reaches p (ties: lower index), renormalised. (V,) -> (V,), 0 < p <= 1."""
    order = _most_likely_first(probabilities)
    short = np.cumsum(probabilities[order]) < p  # True while the sum has not reached p
    return _only(order[: short.sum() + 1], probabilities)


def repetition_penalty(logits: np.ndarray, generated: np.ndarray, penalty: float) -> np.ndarray:
    """Logits (V,) with every id that occurs in generated (T,) made less likely, once however often it occurs."""
    used = logits[generated]
    penalised = logits.copy()
    penalised[generated] = np.where(used > 0, used / penalty, used * penalty)  # of an id that occurs again, the same once more
    return penalised


def sample(probabilities: np.ndarray, u: float) -> int:
    """Inverse CDF: the smallest i with cumulative sum > u; if rounding leaves none, the last i of positive probability.

    probabilities (V,), u in [0, 1) -> an index.
    """
    above = np.searchsorted(np.cumsum(probabilities), u, side="right")
    return min(above, np.flatnonzero(probabilities)[-1])


def generate(
    prompt: np.ndarray, params: dict[str, Any], num_heads: int, steps: int, temperature: float, top_p: float, u: np.ndarray
) -> np.ndarray:
    """A prompt of ids (T,), continued by `steps` drawn ones -> (T + steps,). Step s uses u[s]; the model sees the last Tmax ids."""
    context = len(params["position_embedding"])
    ids = prompt
    for s in range(steps):
        logits = gpt(ids[None, -context:], params, num_heads)[0, -1]  # of the last position, (V,)
        probabilities = nucleus_filter(temperature_softmax(logits, temperature), top_p)
        ids = np.append(ids, sample(probabilities, u[s]))
    return ids


def few_shot_prompt(instruction: str, examples: list[tuple[str, str]], query: str) -> str:
    """Instruction, solved examples (x, y), and a query whose answer the model is to write; blank lines between them."""
    solved = [f"Input: {x}\nOutput: {y}" for x, y in examples]
    return "\n\n".join([instruction, *solved, f"Input: {query}\nOutput:"])
