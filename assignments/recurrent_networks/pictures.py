"""The pictures of the handout on recurrent networks."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch

from reference.recurrent_network import hidden_jacobian_norms

INK, BACK, CELL, DATA = "#222222", "#b3261e", "#cfe2f3", "#ffffff"


def _box(axes: Axes, x: float, y: float, text: str, colour: str) -> None:
    """A box round (x, y)."""
    style = "round,pad=0,rounding_size=0.12"
    axes.add_patch(FancyBboxPatch((x - 0.65, y - 0.4), 1.3, 0.8, boxstyle=style, facecolor=colour, edgecolor=INK, zorder=2))
    axes.text(x, y, text, ha="center", va="center", color=INK, zorder=3)


def _arrow(axes: Axes, start: tuple[float, float], end: tuple[float, float], colour: str = INK, line: str = "-") -> None:
    style = "-|>,head_length=5,head_width=2.5"
    axes.add_patch(FancyArrowPatch(start, end, arrowstyle=style, color=colour, linestyle=line, linewidth=1.2, shrinkA=0, shrinkB=0))


def unrolled() -> Figure:
    """A recurrent network unrolled over three steps, with the gradient's way back."""
    figure = Figure(figsize=(7.4, 3.9))
    axes = figure.add_subplot()
    axes.set(xlim=(-0.9, 11.1), ylim=(-0.3, 6), aspect="equal")
    axes.axis("off")
    places = [3.0, 6.2, 9.4]
    axes.text(0, 3, "h0", ha="center", va="center", color=INK)
    for t, x in enumerate(places, start=1):
        before = 0.3 if t == 1 else places[t - 2] + 0.65
        _box(axes, x, 3, "tanh", CELL)
        _arrow(axes, (before, 3.18), (x - 0.65, 3.18))
        _arrow(axes, (x - 0.65, 2.82), (before, 2.82), BACK, (0, (3, 2)))
        axes.text((before + x - 0.65) / 2, 3.28, "Wh" if t == 1 else f"h{t - 1}, Wh", ha="center", va="bottom", color=INK)
        _arrow(axes, (x - 0.15, 1.0), (x - 0.15, 2.6))
        _arrow(axes, (x + 0.15, 2.6), (x + 0.15, 1.0), BACK, (0, (3, 2)))
        axes.text(x - 0.3, 1.8, "Wx", ha="right", va="center", color=INK)
        axes.text(x, 0.7, f"x{t}", ha="center", va="center", color=INK)
        _arrow(axes, (x - 0.15, 3.4), (x - 0.15, 5.0))
        _arrow(axes, (x + 0.15, 5.0), (x + 0.15, 3.4), BACK, (0, (3, 2)))
        axes.text(x - 0.15, 5.3, f"h{t}", ha="center", va="center", color=INK)
        axes.text(x + 0.3, 4.3, f"dhs[:, {t - 1}]", ha="left", va="center", color=BACK)
    axes.text((places[0] + places[1]) / 2, 2.72, "what flows\nback", ha="center", va="top", color=BACK)
    axes.text(-0.9, 0.1, "black: forwards", ha="left", va="center", color=INK)
    axes.text(2.0, 0.1, "red, dashed: gradients", ha="left", va="center", color=BACK)
    return figure


def _turning(hidden: int) -> np.ndarray:
    """An orthogonal matrix (H, H): each pair of columns is turned by its own angle."""
    matrix = np.zeros((hidden, hidden))
    for i in range(0, hidden, 2):
        cosine, sine = np.cos(0.4 + i / 3), np.sin(0.4 + i / 3)
        matrix[i : i + 2, i : i + 2] = [[cosine, -sine], [sine, cosine]]
    return matrix


def reach_of_the_gradient() -> Figure:
    """The norms of d h_30 / d h_t for three sizes of Wh, at rest and with an input."""
    steps, hidden = 30, 8
    x = np.random.default_rng(5).normal(size=(steps, 2))
    figure = Figure(figsize=(7.2, 3.8))
    axes = figure.add_subplot()
    for scale, colour in ((1.25, "#b3261e"), (1.0, "#222222"), (0.75, "#1f4e79")):
        params = {"Wx": np.full((2, hidden), 0.25), "Wh": scale * _turning(hidden), "b": np.zeros(hidden)}
        rest = hidden_jacobian_norms(0 * x, np.zeros(hidden), params)
        busy = hidden_jacobian_norms(x, np.zeros(hidden), params)
        axes.plot(rest, "-", color=colour, linewidth=1.6)
        axes.plot(busy, "--", color=colour, linewidth=1.2)
        axes.annotate(f"Wh × {scale:g}", (0, rest[0]), (-0.6, rest[0]), ha="right", va="center", color=colour)
    axes.plot([], [], "-", color=INK, label="at rest: every slope of the tanh is 1")
    axes.plot([], [], "--", color=INK, label="with an input: the slopes are smaller")
    axes.set(yscale="log", xlim=(0, steps), xlabel="t (30 is the last step, 0 is h0)", ylabel="norm of d h_30 / d h_t")
    axes.yaxis.tick_right()
    axes.yaxis.set_label_position("right")
    axes.spines[["top", "left"]].set_visible(False)
    axes.legend(frameon=False, loc="lower right")
    return figure
