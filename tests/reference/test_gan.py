"""Witnesses of reference/gan.py: torch's modules and autograd, Keras, finite differences, and what a step must leave alone."""

from __future__ import annotations

import copy

import numpy as np
import pytest
import torch
import torch.nn.functional as F

from reference import gan, gan_losses

N, M, D, Z, H, K = 5, 7, 3, 2, 6, 4  # K: hidden units of the discriminator


def network(rng: np.random.Generator, inputs: int, hidden: int, outputs: int) -> dict[str, np.ndarray]:
    sizes = {"W1": (inputs, hidden), "b1": (hidden,), "W2": (hidden, outputs), "b2": (outputs,)}
    return {name: rng.normal(size=size) for name, size in sizes.items()}


@pytest.fixture
def drawn() -> dict:
    rng = np.random.default_rng(31)
    return {
        "real": rng.normal(size=(N, D)),
        "z": rng.normal(size=(M, Z)),
        "g_params": network(rng, Z, H, D),
        "d_params": network(rng, D, K, 1),
        "learning_rate": 0.7,
    }


def module(params: dict[str, np.ndarray], *after: torch.nn.Module) -> torch.nn.Sequential:
    """The same network made of torch's layers, whose weights are (out, in)."""
    layers = [torch.nn.Linear(*params[f"W{i}"].shape, dtype=torch.float64) for i in (1, 2)]
    for i, layer in enumerate(layers, 1):
        layer.load_state_dict({"weight": torch.tensor(params[f"W{i}"].T), "bias": torch.tensor(params[f"b{i}"])})
    return torch.nn.Sequential(layers[0], torch.nn.LeakyReLU(0.2), layers[1], *after)


def params_of(net: torch.nn.Sequential) -> dict[str, np.ndarray]:
    first, second = net[0], net[2]
    values = {"W1": first.weight.T, "b1": first.bias, "W2": second.weight.T, "b2": second.bias}
    return {name: value.detach().numpy() for name, value in values.items()}


def test_both_networks_are_torchs_layers(drawn):
    with torch.no_grad():
        made = module(drawn["g_params"], torch.nn.Tanh())(torch.tensor(drawn["z"])).numpy()
        logits = module(drawn["d_params"])(torch.tensor(drawn["real"])).squeeze(1).numpy()
    np.testing.assert_allclose(gan.generator(drawn["z"], drawn["g_params"]), made, rtol=0, atol=1e-14)
    np.testing.assert_allclose(gan.discriminator(drawn["real"], drawn["d_params"]), logits, rtol=0, atol=1e-14)


def test_both_networks_are_kerass_layers(drawn):
    keras = pytest.importorskip("keras")

    def theirs(x: np.ndarray, params: dict[str, np.ndarray], last: str) -> np.ndarray:
        first = keras.layers.Dense(params["b1"].size, dtype="float64")
        second = keras.layers.Dense(params["b2"].size, activation=last, dtype="float64")
        layers = [first, keras.layers.LeakyReLU(negative_slope=0.2, dtype="float64"), second]
        net = keras.Sequential([keras.Input((x.shape[1],), dtype="float64"), *layers])
        net.set_weights([params[name] for name in ("W1", "b1", "W2", "b2")])
        return keras.ops.convert_to_numpy(net(x))

    made, logits = theirs(drawn["z"], drawn["g_params"], "tanh"), theirs(drawn["real"], drawn["d_params"], "linear")
    # its slope of 0.2 is rounded to float32
    np.testing.assert_allclose(gan.generator(drawn["z"], drawn["g_params"]), made, rtol=0, atol=1e-7)
    np.testing.assert_allclose(gan.discriminator(drawn["real"], drawn["d_params"])[:, None], logits, rtol=0, atol=1e-7)


def test_a_step_of_the_discriminator_is_torchs_sgd(drawn):
    maker, judge = module(drawn["g_params"], torch.nn.Tanh()), module(drawn["d_params"])
    optimiser = torch.optim.SGD(judge.parameters(), lr=drawn["learning_rate"])
    real, fake = judge(torch.tensor(drawn["real"])), judge(maker(torch.tensor(drawn["z"])).detach())
    F.binary_cross_entropy_with_logits(real, torch.ones_like(real)).backward()
    F.binary_cross_entropy_with_logits(fake, torch.zeros_like(fake)).backward()  # torch adds up the gradients
    optimiser.step()
    ours = gan.discriminator_step(**drawn)
    assert set(ours) == {"W1", "b1", "W2", "b2"}
    for name, value in params_of(judge).items():
        np.testing.assert_allclose(ours[name], value, rtol=0, atol=1e-14, err_msg=name)


def test_a_step_of_the_generator_is_torchs_sgd(drawn):
    del drawn["real"]
    maker, judge = module(drawn["g_params"], torch.nn.Tanh()), module(drawn["d_params"])
    optimiser = torch.optim.SGD(maker.parameters(), lr=drawn["learning_rate"])
    logits = judge(maker(torch.tensor(drawn["z"])))
    F.binary_cross_entropy_with_logits(logits, torch.ones_like(logits)).backward()
    optimiser.step()
    ours = gan.generator_step(**drawn)
    assert set(ours) == {"W1", "b1", "W2", "b2"}
    for name, value in params_of(maker).items():
        np.testing.assert_allclose(ours[name], value, rtol=0, atol=1e-14, err_msg=name)


def differences(loss, params: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Slopes of loss(params), number by number."""
    found = {}
    for name, value in params.items():
        found[name] = np.zeros_like(value)
        for where in np.ndindex(value.shape):
            up, down = value.copy(), value.copy()
            up[where] += 1e-6
            down[where] -= 1e-6
            found[name][where] = (loss(params | {name: up}) - loss(params | {name: down})) / 2e-6
    return found


def test_both_steps_follow_finite_differences_of_their_losses(drawn):
    def of_judge(params: dict[str, np.ndarray]) -> float:
        fake = gan.generator(drawn["z"], drawn["g_params"])
        return gan_losses.discriminator_loss(gan.discriminator(drawn["real"], params), gan.discriminator(fake, params))

    def of_maker(params: dict[str, np.ndarray]) -> float:
        return gan_losses.generator_loss_nonsaturating(gan.discriminator(gan.generator(drawn["z"], params), drawn["d_params"]))

    judge = gan.discriminator_step(**drawn)
    maker = gan.generator_step(drawn["z"], drawn["g_params"], drawn["d_params"], drawn["learning_rate"])
    for new, old, loss in ((judge, drawn["d_params"], of_judge), (maker, drawn["g_params"], of_maker)):
        for name, slope in differences(loss, old).items():
            np.testing.assert_allclose((old[name] - new[name]) / drawn["learning_rate"], slope, rtol=0, atol=1e-8, err_msg=name)


def test_a_small_step_lowers_the_loss_that_it_follows(drawn):
    small = drawn | {"learning_rate": 1e-3}
    fake = gan.generator(drawn["z"], drawn["g_params"])

    def of_judge(params: dict[str, np.ndarray]) -> float:
        return gan_losses.discriminator_loss(gan.discriminator(drawn["real"], params), gan.discriminator(fake, params))

    assert of_judge(gan.discriminator_step(**small)) < of_judge(drawn["d_params"])
    maker = gan.generator_step(drawn["z"], drawn["g_params"], drawn["d_params"], 1e-3)
    made = gan.generator(drawn["z"], maker)
    before, after = (gan_losses.generator_loss_nonsaturating(gan.discriminator(x, drawn["d_params"])) for x in (fake, made))
    assert after < before


def test_a_step_changes_no_argument_and_moves_every_parameter(drawn):
    before = copy.deepcopy(drawn)
    judge = gan.discriminator_step(**drawn)
    maker = gan.generator_step(drawn["z"], drawn["g_params"], drawn["d_params"], drawn["learning_rate"])
    for name in ("real", "z"):
        np.testing.assert_array_equal(drawn[name], before[name])
    for params in ("g_params", "d_params"):
        for name, value in before[params].items():
            np.testing.assert_array_equal(drawn[params][name], value)
    assert all(np.any(judge[name] != value) for name, value in drawn["d_params"].items())
    assert all(np.any(maker[name] != value) for name, value in drawn["g_params"].items())


def test_float32_stays_float32(drawn):
    single = {
        name: {key: part.astype(np.float32) for key, part in value.items()} if isinstance(value, dict) else value.astype(np.float32)
        for name, value in drawn.items()
        if name != "learning_rate"
    }
    assert gan.generator(single["z"], single["g_params"]).dtype == np.float32
    assert gan.discriminator(single["real"], single["d_params"]).dtype == np.float32
    steps = (
        gan.discriminator_step(**single, learning_rate=0.5),
        gan.generator_step(single["z"], single["g_params"], single["d_params"], 0.5),
    )
    assert {value.dtype for new in steps for value in new.values()} == {np.dtype(np.float32)}
