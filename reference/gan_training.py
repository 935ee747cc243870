"""A GAN that learns where data lie in the plane: eight small clouds on a circle.

Both networks have two hidden layers with the leaky ReLU. They take turns, one step of Adam each: the discriminator on its cross-entropy,
the generator on the non-saturating loss. A plain GAN would run round the circle from cloud to cloud, or keep a few of them. Four things
steady it:

    a generator that starts as its noise   G(z) = z + network(z), with small weights at the end of the network. The noise lies all round
                           the origin, as the clouds do, so each cloud gets the part of it that points there. A generator that starts
                           anywhere may lay the plane in folds, and a fold stays
    noise on the data      the discriminator sees real and made-up rows with the same noise on them. It is large at first, so that the
                           clouds run together and no place is without data, and it falls to 0
    a fast discriminator   with steps twice as large as the generator's, and little momentum for both, beta1 = 0.5: in a game, a step that
                           was good a while ago may be bad now
    an average             samples come from the running mean of the generator's parameters, not from the last ones

Sizes: N rows of a step, D = 2 values a row of data, Z = 2 values of noise, H hidden. A network is a dict W1 (2, H), b1, W2 (H, H), b2,
W3 (H, outputs), b3. The training computes in float32, which is twice as fast.

Sources: I. Goodfellow et al., "Generative Adversarial Nets", 2014; A. Radford, L. Metz and S. Chintala, "Unsupervised Representation
Learning with DCGANs", 2016 (beta1 = 0.5); C. Sønderby et al., "Amortised MAP Inference for Image Super-Resolution", 2017, and M. Arjovsky
and L. Bottou, "Towards Principled Methods for Training GANs", 2017 (noise on the data); M. Heusel et al., "GANs Trained by a Two Time-Scale
Update Rule", 2017 (larger steps of the discriminator); Y. Yazıcı et al., "The Unusual Effectiveness of Averaging in GAN Training", 2019.
"""

from __future__ import annotations

import numpy as np

SLOPE = np.float32(0.2)  # of the leaky ReLU, where its input is negative
ROWS = 128  # real rows, and made-up rows, of a step
STEPS = 5000
HIDDEN = 128
MAKER_RATE, JUDGE_RATE = 0.002, 0.004  # Adam's learning rates in the first half; then they fall to 0
NOISE = 0.5  # at the start; the radius of the circle is 2
KEPT = 0.995  # share of the running mean that a step keeps

Network = dict[str, np.ndarray]
Memory = tuple[Network, Network, int]  # mean of the gradients, mean of their squares, number of steps


def initial_network(rng: np.random.Generator, outputs: int, last: float = 1.0) -> Network:
    """Three dense layers with random weights and zero biases, for rows of two numbers. last: size of the last layer's weights."""
    sizes = [2, HIDDEN, HIDDEN, outputs]
    network = {}
    for layer in (1, 2, 3):
        weights = rng.normal(size=(sizes[layer - 1], sizes[layer])) * np.sqrt(2 / sizes[layer - 1])
        network[f"W{layer}"] = weights.astype(np.float32)
        network[f"b{layer}"] = np.zeros(sizes[layer], dtype=np.float32)
    return network | {"W3": network["W3"] * np.float32(last)}


def run(network: Network, x: np.ndarray) -> tuple[np.ndarray, list[np.ndarray]]:
    """x (N, 2) -> (output (N, outputs), the inputs of the three layers)."""
    inputs = [x]
    for layer in (1, 2):
        before = inputs[-1] @ network[f"W{layer}"] + network[f"b{layer}"]
        inputs.append(np.maximum(before, SLOPE * before))
    return inputs[-1] @ network["W3"] + network["b3"], inputs


def make(maker: Network, z: np.ndarray) -> tuple[np.ndarray, list[np.ndarray]]:
    """z (N, 2) -> (made-up rows (N, 2), the inputs of the generator's layers)."""
    moved, inputs = run(maker, z)
    return z + moved, inputs


def run_backward(network: Network, d_output: np.ndarray, inputs: list[np.ndarray]) -> tuple[np.ndarray, Network]:
    """d_output (N, outputs): gradient of the output -> (gradient of x, gradients of the network's parameters)."""
    gradients = {}
    for layer in (3, 2, 1):
        gradients[f"W{layer}"] = inputs[layer - 1].T @ d_output
        gradients[f"b{layer}"] = d_output.sum(axis=0)
        d_output = d_output @ network[f"W{layer}"].T
        if layer > 1:
            d_output = np.where(inputs[layer - 1] > 0, d_output, SLOPE * d_output)
    return d_output, gradients


def sigmoid(a: np.ndarray) -> np.ndarray:
    """1 / (1 + exp(-a)), element by element, written with tanh so that no a overflows."""
    return 0.5 * (1 + np.tanh(0.5 * a))


def judge_gradients(judge: Network, real: np.ndarray, fake: np.ndarray) -> Network:
    """Gradients of - mean log D(real) - mean log(1 - D(fake)). real, fake (N, 2)."""
    logits, inputs = run(judge, np.concatenate([real, fake]))  # (2N, 1)
    slopes = sigmoid(logits)
    slopes[: len(real)] -= 1
    return run_backward(judge, slopes / len(real), inputs)[1]


def maker_gradients(maker: Network, judge: Network, z: np.ndarray, noise: np.ndarray) -> Network:
    """Gradients of - mean log D(G(z) + noise). z, noise (N, 2)."""
    fake, made_from = make(maker, z)
    logits, inputs = run(judge, fake + noise)
    d_fake, _ = run_backward(judge, (sigmoid(logits) - 1) / len(z), inputs)
    return run_backward(maker, d_fake, made_from)[1]


def nothing_seen(network: Network) -> Memory:
    """What Adam remembers before the first step."""
    zeros = {name: np.zeros_like(value) for name, value in network.items()}
    return zeros, zeros, 0


def adam_step(network: Network, gradients: Network, memory: Memory, rate: float) -> tuple[Network, Memory]:
    """(the network after a step of Adam, what Adam remembers then). beta1 = 0.5, beta2 = 0.99."""
    mean = {name: 0.5 * memory[0][name] + 0.5 * gradient for name, gradient in gradients.items()}
    square = {name: 0.99 * memory[1][name] + 0.01 * gradient**2 for name, gradient in gradients.items()}
    updates = memory[2] + 1
    new = {}
    for name, value in network.items():
        size = np.sqrt(square[name] / (1 - 0.99**updates)) + 1e-8
        new[name] = value - rate / (1 - 0.5**updates) * mean[name] / size
    return new, (mean, square, updates)


def train_gan(data: np.ndarray, seed: int) -> Network:
    """data (N, 2) -> the trained model, any object that sample_gan takes. The same seed gives the same one."""
    return train(data, np.random.default_rng(seed), STEPS)


def train(data: np.ndarray, rng: np.random.Generator, steps: int, *, maker_steps: int = 1) -> Network:
    """The whole training: `steps` times one step of the discriminator (the judge) and maker_steps steps of the generator (the maker)."""
    data = data.astype(np.float32)
    maker = average = initial_network(rng, 2, last=0.1)
    judge = initial_network(rng, 1)
    of_maker, of_judge = nothing_seen(maker), nothing_seen(judge)
    for t in range(steps):
        slower = min(1.0, 2 - 2 * t / steps)
        sigma = NOISE * max(0.0, 1 - t / (0.8 * steps))
        real = data[rng.integers(len(data), size=ROWS)] + noise(rng, sigma)
        fake = make(maker, noise(rng))[0] + noise(rng, sigma)
        judge, of_judge = adam_step(judge, judge_gradients(judge, real, fake), of_judge, JUDGE_RATE * slower)
        for _ in range(maker_steps):
            gradients = maker_gradients(maker, judge, noise(rng), noise(rng, sigma))
            maker, of_maker = adam_step(maker, gradients, of_maker, MAKER_RATE * slower)
        average = {name: KEPT * average[name] + (1 - KEPT) * maker[name] for name in maker}
    return average


def noise(rng: np.random.Generator, deviation: float = 1.0) -> np.ndarray:
    """(ROWS, 2) normal numbers."""
    return rng.standard_normal((ROWS, 2), dtype=np.float32) * np.float32(deviation)


def sample_gan(model: Network, z: np.ndarray) -> np.ndarray:
    """z (N, 2) standard normal -> N samples (N, 2)."""
    return make(model, z)[0]
