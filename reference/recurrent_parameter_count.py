"""How many numbers a recurrent layer learns.

Every gate, and the candidate, is one dense layer from the H + D numbers of [h, x] to H numbers, with one bias for each of the H:
(H + D) * H + H. A plain RNN has one such layer, an LSTM four (three gates and the candidate), a GRU three (two gates and the candidate).

Source: the slides' figures of the three cells.
"""

from __future__ import annotations


def parameter_count(kind: str, input_size: int, hidden_size: int) -> int:
    """kind "rnn", "lstm" or "gru", input_size D, hidden_size H -> the number of weights and biases. Raises ValueError for another kind."""
    layers = {"rnn": 1, "gru": 3, "lstm": 4}
    if kind not in layers:
        raise ValueError(f"unknown kind of recurrent layer: {kind!r}")
    one_layer = (hidden_size + input_size) * hidden_size + hidden_size
    return layers[kind] * one_layer
