"""The pictures of the handout on deep neural networks."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from reference.activations import activation, activation_gradient

INK, PALE, BLUE, ORANGE = "#222222", "#888888", "#1f5fa8", "#d9730d"


def activations() -> Figure:
    """Sigmoid, tanh, relu and leaky relu, each with its derivative."""
    x = np.linspace(-4, 4, 161)
    figure = Figure(figsize=(7.4, 2.4))
    for axes, name in zip(figure.subplots(1, 4), ("sigmoid", "tanh", "relu", "leaky_relu"), strict=True):
        axes.axhline(0, color=PALE, linewidth=0.5)
        axes.axvline(0, color=PALE, linewidth=0.5)
        axes.plot(x, activation(x, name), color=BLUE, label="activation")
        slopes = activation_gradient(x, name)
        if "relu" in name:
            slopes[x == 0] = np.nan  # a jump is no line
        axes.plot(x, slopes, color=ORANGE, linestyle="--", label="derivative")
        axes.set(title=name, ylim=(-1.2, 2.2), xticks=(-4, 0, 4), yticks=(-1, 0, 1, 2))
    figure.legend(*axes.get_legend_handles_labels(), loc="outside lower center", ncols=2, frameon=False)
    return figure


def two_moons() -> Figure:
    """Two moons, a straight line that does not separate them, and a bent one that does."""
    rng = np.random.default_rng(3)
    figure = Figure(figsize=(6.0, 2.9))
    axes = figure.add_subplot()
    for centre, way, marker, colour, label in (((0, 0), 1, "o", BLUE, "class 0"), ((1, 0.5), -1, "x", ORANGE, "class 1")):
        angles = rng.uniform(0, np.pi, 80)
        noise = 0.125 * rng.standard_normal((80, 2))
        x = centre[0] + way * np.cos(angles) + noise[:, 0]
        y = centre[1] + way * np.sin(angles) + noise[:, 1]
        axes.plot(x.round(2), y.round(2), marker, color=colour, markersize=4, linewidth=0, label=label)
    axes.plot([-1.4, 2.4], [0.72, -0.22], "--", color=PALE, label="a straight line")
    bent = [(-0.5, -1.0), (-0.42, 0.4), (0.0, 0.72), (0.36, 0.5), (0.72, -0.12), (1.08, -0.1), (1.4, 0.3), (1.6, 1.5)]
    axes.plot(*zip(*bent, strict=True), color=INK, label="a bent line")
    axes.set(xlim=(-1.4, 2.4), ylim=(-1.0, 1.5), aspect="equal")
    figure.legend(loc="outside right center", frameon=False)
    return figure
