"""Witnesses of reference/recurrent_parameter_count.py: what PyTorch and Keras allocate."""

from __future__ import annotations

import pytest
import torch

from reference.recurrent_parameter_count import parameter_count

SIZES = [(4, 6), (50, 7), (28, 128), (1, 1)]
CELLS = {"rnn": torch.nn.RNNCell, "lstm": torch.nn.LSTMCell, "gru": torch.nn.GRUCell}


@pytest.mark.parametrize(("input_size", "hidden_size"), SIZES)
@pytest.mark.parametrize("kind", CELLS)
def test_it_is_what_torch_allocates_without_the_second_bias(kind, input_size, hidden_size):
    cell = CELLS[kind](input_size, hidden_size)
    allocated = sum(p.numel() for name, p in cell.named_parameters() if name != "bias_hh")
    assert parameter_count(kind, input_size, hidden_size) == allocated


@pytest.mark.parametrize(("input_size", "hidden_size"), SIZES)
def test_it_is_what_keras_allocates(input_size, hidden_size):
    keras = pytest.importorskip("keras")
    layers = {
        "rnn": keras.layers.SimpleRNN(hidden_size),
        "lstm": keras.layers.LSTM(hidden_size),
        "gru": keras.layers.GRU(hidden_size, reset_after=False),
    }
    for kind, layer in layers.items():
        layer.build((None, None, input_size))
        assert parameter_count(kind, input_size, hidden_size) == layer.count_params()


def test_an_unknown_kind_raises():
    with pytest.raises(ValueError, match="transformer"):
        parameter_count("transformer", 4, 6)
