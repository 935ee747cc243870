"""Witnesses of reference/convolutional_network.py: torch's layers, a Keras model (its shapes and numbers of parameters too), the slides."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from reference import convolutional_network as network

# (images, channels, rows, columns, filters, classes); the third with odd sides
SIZES = [(3, 2, 6, 8, 5, 4), (2, 3, 32, 32, 12, 10), (2, 3, 7, 9, 4, 6)]


def drawn(images: int, channels: int, rows: int, columns: int, filters: int, classes: int) -> tuple[np.ndarray, dict[str, np.ndarray]]:
    rng = np.random.default_rng(rows)
    flat = filters * (rows // 2) * (columns // 2)
    params = {
        "w": rng.normal(size=(filters, channels, 3, 3)) / 3,
        "b": rng.normal(size=filters),
        "W": rng.normal(size=(flat, classes)) / np.sqrt(flat),
        "c": rng.normal(size=classes),
    }
    return rng.normal(size=(images, channels, rows, columns)), params


@pytest.mark.parametrize("sizes", SIZES)
def test_probabilities_are_those_of_torchs_layers(sizes):
    x, params = drawn(*sizes)
    _, channels, _, _, filters, classes = sizes
    layers = torch.nn.Sequential(
        torch.nn.Conv2d(channels, filters, 3, padding=1),
        torch.nn.ReLU(),
        torch.nn.MaxPool2d(2),
        torch.nn.Flatten(),
        torch.nn.Linear(len(params["W"]), classes),
        torch.nn.Softmax(dim=1),
    ).double()
    state = {"0.weight": params["w"], "0.bias": params["b"], "4.weight": params["W"].T, "4.bias": params["c"]}
    layers.load_state_dict({name: torch.tensor(value) for name, value in state.items()})
    with torch.no_grad():
        theirs = layers(torch.tensor(x)).numpy()
    np.testing.assert_allclose(network.convnet(x, params), theirs, rtol=0, atol=1e-13)


def keras_model(keras, channels: int, rows: int, columns: int, filters: int, classes: int):
    """The layers one by one, ReLU as a layer of its own."""
    return keras.Sequential(
        [
            keras.layers.Input((rows, columns, channels), dtype="float64"),
            keras.layers.Conv2D(filters, 3, padding="same", dtype="float64"),
            keras.layers.ReLU(dtype="float64"),
            keras.layers.MaxPooling2D(2, dtype="float64"),
            keras.layers.Flatten(dtype="float64"),
            keras.layers.Dense(classes, activation="softmax", dtype="float64"),
        ]
    )


@pytest.mark.parametrize("sizes", SIZES)
def test_probabilities_shapes_and_parameters_are_those_of_a_keras_model(sizes):
    keras = pytest.importorskip("keras")
    x, params = drawn(*sizes)
    _, channels, rows, columns, filters, classes = sizes
    model = keras_model(keras, *sizes[1:])
    asked = {"height": rows, "width": columns, "channels": channels, "filters": filters, "classes": classes}
    shapes = [model.input_shape[1:], *(tuple(layer.output.shape[1:]) for layer in model.layers)]
    assert network.convnet_shapes(**asked) == shapes
    assert network.convnet_parameter_count(**asked) == model.count_params() == sum(value.size for value in params.values())

    rows_of_W = params["W"].reshape(filters, rows // 2, columns // 2, classes).transpose(1, 2, 0, 3)  # Keras flattens channels last
    model.set_weights([params["w"].transpose(2, 3, 1, 0), params["b"], rows_of_W.reshape(params["W"].shape), params["c"]])
    theirs = keras.ops.convert_to_numpy(model(x.transpose(0, 2, 3, 1)))
    np.testing.assert_allclose(network.convnet(x, params), theirs, rtol=0, atol=1e-6)  # some of its kernels round to float32


def test_shapes_are_those_of_the_slides():
    shapes = network.convnet_shapes(32, 32, 3, 12, 10)
    assert shapes == [(32, 32, 3), (32, 32, 12), (32, 32, 12), (16, 16, 12), (3072,), (10,)]
    assert network.convnet_parameter_count(32, 32, 3, 12, 10) == 12 * (3 * 9 + 1) + 10 * (3072 + 1)


def test_flatten_is_torchs():
    x = np.random.default_rng(1).normal(size=(4, 3, 5, 2))
    flat = network.flatten(x)
    assert np.array_equal(flat, torch.flatten(torch.tensor(x), start_dim=1).numpy())
    assert flat[1, 10:20].tolist() == [value for row in x[1, 1] for value in row.tolist()]


def test_large_scores_stay_finite():
    x, params = drawn(*SIZES[0])
    probabilities = network.convnet(x, params | {"W": 1e5 * params["W"]})
    np.testing.assert_allclose(probabilities.sum(axis=1), 1, rtol=0, atol=1e-12)


def test_float32_stays_float32():
    x, params = drawn(*SIZES[0])
    single = {name: value.astype(np.float32) for name, value in params.items()}
    assert network.convnet(x.astype(np.float32), single).dtype == np.float32
