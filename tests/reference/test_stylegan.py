"""Witnesses of reference/stylegan.py: PyTorch's rms_norm, linear, leaky_relu, instance_norm and lerp, ONNX's reference evaluator."""

from __future__ import annotations

import itertools

import numpy as np
import onnx
import onnx.reference
import pytest
import torch
import torch.nn.functional as F

from reference import stylegan

N, C, H, W, D = 3, 2, 4, 5, 6


@pytest.fixture
def rng() -> np.random.Generator:
    return np.random.default_rng(15)


def layers_of(rng: np.random.Generator, *widths: int) -> list[dict[str, np.ndarray]]:
    return [{"W": rng.normal(size=pair), "b": rng.normal(size=pair[1])} for pair in itertools.pairwise(widths)]


@pytest.mark.parametrize("widths", [(D, 4), (D, 7, 5, 3)])
@pytest.mark.parametrize("size", [1.0, 1e-4])
def test_the_mapping_network_is_torchs_rms_norm_with_dense_layers(rng, widths, size):
    z, layers = size * rng.normal(size=(N, D)), layers_of(rng, *widths)
    w = F.rms_norm(torch.tensor(z), (D,), eps=1e-8)
    for layer in layers:
        w = F.leaky_relu(F.linear(w, torch.tensor(layer["W"]).T, torch.tensor(layer["b"])), 0.2)
    np.testing.assert_allclose(stylegan.mapping_network(z, layers), w.numpy(), rtol=0, atol=1e-13)


def test_the_length_of_z_does_not_matter(rng):
    z, layers = rng.normal(size=(N, D)), layers_of(rng, D, 4, 3)
    lengths = np.array([[0.5], [3.0], [20.0]])
    np.testing.assert_allclose(stylegan.mapping_network(lengths * z, layers), stylegan.mapping_network(z, layers), rtol=0, atol=1e-6)


@pytest.mark.parametrize("eps", [1e-5, 0.25])
def test_adaptive_instance_norm_is_torchs_instance_norm_with_a_style_an_image(rng, eps):
    x, scale, bias = rng.normal(size=(N, C, H, W)), rng.normal(size=(N, C)), rng.normal(size=(N, C))
    one_image = torch.tensor(x).reshape(1, N * C, H, W)  # so that every image may have weights of its own
    theirs = F.instance_norm(one_image, weight=torch.tensor(scale).ravel(), bias=torch.tensor(bias).ravel(), eps=eps)
    ours = stylegan.adaptive_instance_norm(x, scale, bias, eps)
    np.testing.assert_allclose(ours, theirs.reshape(N, C, H, W).numpy(), rtol=0, atol=1e-13)


@pytest.mark.parametrize("eps", [1e-5, 0.25])
def test_adaptive_instance_norm_is_onnxs_one_image_at_a_time(rng, eps):
    x, scale, bias = rng.normal(size=(N, C, H, W)), rng.normal(size=(N, C)), rng.normal(size=(N, C))
    node = onnx.helper.make_node("InstanceNormalization", ["x", "scale", "bias"], ["y"], epsilon=eps)
    evaluator = onnx.reference.ReferenceEvaluator(node)
    theirs = [evaluator.run(None, {"x": x[n : n + 1], "scale": scale[n], "bias": bias[n]})[0] for n in range(N)]
    np.testing.assert_allclose(stylegan.adaptive_instance_norm(x, scale, bias, eps), np.concatenate(theirs), rtol=0, atol=1e-6)


def test_scale_and_bias_become_deviation_and_mean(rng):
    x, scale, bias = rng.normal(size=(N, C, H, W)), rng.uniform(0.5, 2, size=(N, C)), rng.normal(size=(N, C))
    styled = stylegan.adaptive_instance_norm(x, scale, bias)
    np.testing.assert_allclose(styled.mean(axis=(2, 3)), bias, rtol=0, atol=1e-13)
    np.testing.assert_allclose(styled.std(axis=(2, 3)), scale, rtol=1e-4, atol=0)


@pytest.mark.parametrize("psi", [0.7, 1.5, -0.5, 0.0, 1.0])
def test_the_truncation_trick_is_torchs_lerp_from_the_mean(rng, psi):
    w, w_mean = rng.normal(size=(N, D)), rng.normal(size=D)
    theirs = torch.lerp(torch.tensor(w_mean).expand(N, D), torch.tensor(w), psi)
    np.testing.assert_allclose(stylegan.truncation_trick(w, w_mean, psi), theirs.numpy(), rtol=0, atol=1e-14)


@pytest.mark.parametrize("crossover", range(6))
def test_styles_are_mixed_layer_by_layer(rng, crossover):
    w1, w2 = rng.normal(size=(2, N, D))
    mixed = stylegan.style_mixing(w1, w2, 5, crossover)
    theirs = torch.where(torch.arange(5)[None, :, None] < crossover, torch.tensor(w1)[:, None], torch.tensor(w2)[:, None])
    np.testing.assert_array_equal(mixed, theirs.numpy())
    assert [bool(np.all(mixed[:, layer] == w1)) for layer in range(5)] == [True] * crossover + [False] * (5 - crossover)


def test_float32_stays_float32(rng):
    x, style = rng.normal(size=(N, C, H, W)).astype(np.float32), rng.normal(size=(N, C)).astype(np.float32)
    assert stylegan.adaptive_instance_norm(x, style, style).dtype == np.float32
    layers = [{name: value.astype(np.float32) for name, value in layer.items()} for layer in layers_of(rng, C, 4)]
    assert stylegan.mapping_network(style, layers).dtype == np.float32
    assert stylegan.truncation_trick(style, style[0], 0.7).dtype == np.float32
