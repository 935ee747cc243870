"""The pictures of the handout on GPT. `python -m assignments.pictures gpt` draws them."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch

OPEN = "#2f6f9f"
SHUT = "#e9e9e4"
INK = "#2b2b2b"
FADED = "#8a8a85"
WARM = "#c8702a"


def causal_mask() -> Figure:
    """Which positions of a text of six tokens may attend to which."""
    words = ["the", "cat", "sat", "on", "the", "mat"]
    size = len(words)
    figure = Figure(figsize=(4.6, 4.2))
    axes = figure.subplots()
    for t in range(size):
        for s in range(size):
            seen = s <= t
            axes.add_patch(_box(s - 0.44, t - 0.44, 0.88, 0.88, OPEN if seen else SHUT))
            axes.text(s, t, "True" if seen else "False", ha="center", va="center", fontsize=8, color="white" if seen else FADED)
    axes.set_xlim(-0.6, size - 0.4)
    axes.set_ylim(size - 0.4, -0.6)
    axes.set_aspect("equal")
    labels = [f"{word}\n{i}" for i, word in enumerate(words)]
    axes.set_xticks(range(size), labels)
    axes.set_yticks(range(size), [f"{i}  {word}" for i, word in enumerate(words)])
    axes.xaxis.tick_top()
    axes.xaxis.set_label_position("top")
    axes.set_xlabel("may attend to position s", color=INK)
    axes.set_ylabel("position t", color=INK)
    axes.tick_params(length=0, colors=INK)
    axes.spines[:].set_visible(False)
    return figure


def block() -> Figure:
    """A GPT block: norm and attention, added to x; norm and MLP, added to that."""
    figure = Figure(figsize=(7.6, 2.5))
    axes = figure.subplots()
    axes.set_xlim(0, 15.2)
    axes.set_ylim(-0.9, 3.1)
    axes.set_axis_off()
    line = 0.6
    axes.text(0.35, line, "x", ha="center", va="center", fontsize=12, color=INK)
    for start, norm, layer, note in ((0.7, "norm1", "attention", "causal"), (7.7, "norm2", "mlp", "GELU")):
        join = start + 6.3
        _arrow(axes, start, line, start + 0.9, line)
        _named(axes, start + 0.9, line, 1.6, norm, SHUT, INK)
        _arrow(axes, start + 2.5, line, start + 3.2, line)
        _named(axes, start + 3.2, line, 2.1, layer, OPEN, "white")
        axes.text(start + 4.25, line - 0.85, note, ha="center", va="center", fontsize=8.5, color=FADED)
        _arrow(axes, start + 5.3, line, join - 0.27, line)
        axes.plot([start + 0.35, start + 0.35, join], [line, 2.3, 2.3], color=WARM, linewidth=1.6, solid_joinstyle="round")
        _arrow(axes, join, 2.3, join, line + 0.27, WARM)
        axes.text((start + join) / 2 + 0.2, 2.55, "x goes on as it is", ha="center", va="center", fontsize=8.5, color=WARM)
        axes.text(join, line, "+", ha="center", va="center", fontsize=13, color=INK, bbox=_ROUND)
    _arrow(axes, 7.27, line, 7.75, line, head=False)
    _arrow(axes, 14.27, line, 14.95, line)
    return figure


_ROUND = {"boxstyle": "circle,pad=0.18", "facecolor": "white", "edgecolor": INK, "linewidth": 1.2}


def nucleus() -> Figure:
    """The handout's five probabilities, sorted and added up until 0.8 is reached: three tokens are kept."""
    probabilities = np.array([0.125, 0.4375, 0.0625, 0.3125, 0.0625])
    order = np.argsort(-probabilities, kind="stable")
    sums = np.cumsum(probabilities[order])
    kept = int((sums < 0.8).sum()) + 1
    figure = Figure(figsize=(6.4, 3.3))
    left, right = figure.subplots(1, 2, width_ratios=[1.15, 1])
    left.bar(range(5), sums, color=SHUT, width=0.72)
    for place, token in enumerate(order):
        low = sums[place] - probabilities[token]
        left.bar(place, probabilities[token], bottom=low, color=OPEN if place < kept else FADED, width=0.72)
    left.axhline(0.8, color=WARM, linewidth=1.5, linestyle=(0, (4, 3)))
    left.text(-0.42, 0.815, "p = 0.8", ha="left", va="bottom", fontsize=9, color=WARM)
    left.set_xticks(range(5), [f"id {token}\n{sums[place]:.4g}" for place, token in enumerate(order)])
    left.set_ylim(0, 1.08)
    left.set_title("most likely first, and the sum so far", fontsize=10, color=INK)
    answer = np.where(np.isin(np.arange(5), order[:kept]), probabilities, 0) / probabilities[order[:kept]].sum()
    right.bar(range(5), answer, color=OPEN, width=0.72)
    for token, share in enumerate(answer):
        right.text(token, share + 0.01, f"{share:.4g}", ha="center", va="bottom", fontsize=8, color=INK if share else FADED)
    right.set_xticks(range(5), [f"id {token}" for token in range(5)])
    right.set_ylim(0, 0.6)
    right.set_title("what is kept, divided by 0.875", fontsize=10, color=INK)
    for axes in (left, right):
        axes.spines[["top", "right"]].set_visible(False)
        axes.tick_params(length=0, colors=INK, labelsize=8.5)
    return figure


def _box(x: float, y: float, width: float, height: float, colour: str) -> FancyBboxPatch:
    return FancyBboxPatch((x, y), width, height, boxstyle="round,pad=0,rounding_size=0.1", facecolor=colour, edgecolor="none")


def _named(axes: Axes, x: float, y: float, width: float, word: str, colour: str, ink: str) -> None:
    axes.add_patch(_box(x, y - 0.5, width, 1.0, colour))
    axes.text(x + width / 2, y, word, ha="center", va="center", fontsize=10, color=ink)


def _arrow(axes: Axes, x: float, y: float, to_x: float, to_y: float, colour: str = INK, *, head: bool = True) -> None:
    style = {"arrowstyle": "-|>" if head else "-", "color": colour, "linewidth": 1.3, "shrinkA": 0, "shrinkB": 0}
    axes.annotate("", xy=(to_x, to_y), xytext=(x, y), arrowprops=style)
