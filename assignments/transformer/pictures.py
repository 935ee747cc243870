"""The pictures of the handout on the Transformer."""

from __future__ import annotations

import itertools

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch, Rectangle

from reference import transformer

INK, PALE, ATTENTION, NETWORK, NORM, INPUT = "#222222", "#888888", "#cfe2f3", "#fce5cd", "#eeeeee", "#ffffff"


def _canvas(width: float, height: float, columns: float, rows: float) -> tuple[Figure, Axes]:
    """A figure without axes, whose units are drawn by."""
    figure = Figure(figsize=(width, height))
    axes = figure.add_subplot()
    axes.set(xlim=(0, columns), ylim=(0, rows), aspect="equal")
    axes.axis("off")
    return figure, axes


def _box(axes: Axes, x: float, y: float, text: str, colour: str, *, width: float = 3.6, height: float = 0.8) -> None:
    """A box round (x, y)."""
    corner = x - width / 2, y - height / 2
    axes.add_patch(
        FancyBboxPatch(corner, width, height, boxstyle="round,pad=0,rounding_size=0.12", facecolor=colour, edgecolor=INK, zorder=2)
    )
    axes.text(x, y, text, ha="center", va="center", color=INK, zorder=3)


def _arrow(axes: Axes, *points: tuple[float, float]) -> None:
    """A line through points, with a head at its end."""
    for start, end in itertools.pairwise(points[:-1]):
        axes.plot(*zip(start, end, strict=True), color=INK, linewidth=1, zorder=1, solid_capstyle="round")
    style = "-|>,head_length=5,head_width=2.5"
    axes.add_patch(FancyArrowPatch(points[-2], points[-1], arrowstyle=style, color=INK, linewidth=1, shrinkA=0, shrinkB=0, zorder=1))


def _sublayer(axes: Axes, x: float, below: float, y: float, text: str, colour: str, norm: str, side: int) -> float:
    """A sublayer at height y, fed from below; above it the sum and the norm, and the way round. side: -1 left, 1 right. -> the new top."""
    _arrow(axes, (x, below), (x, y - 0.4))
    _box(axes, x, y, text, colour)
    _arrow(axes, (x, y + 0.4), (x, y + 0.8))
    _box(axes, x, y + 1.1, f"add, then {norm}", NORM, height=0.6)
    fork, past = y - 0.8, x + side * 2.35
    _arrow(axes, (x, fork), (past, fork), (past, y + 1.1), (x + side * 1.8, y + 1.1))
    return y + 1.4


def encoder_and_decoder() -> Figure:
    """The Transformer: an encoder layer on the left, a decoder layer on the right."""
    figure, axes = _canvas(7.4, 8.0, 14, 15.2)
    left, right = 3.1, 10.7
    for x, top, layer in ((left, 8.9, "encoder layer"), (right, 11.7, "decoder layer")):
        axes.add_patch(Rectangle((x - 2.9, 3.4), 5.8, top - 3.4, facecolor="none", edgecolor=PALE, linestyle=(0, (4, 3)), zorder=0))
        axes.text(x - 2.9, top + 0.12, f"each {layer}", ha="left", va="bottom", color=INK, style="italic")
    for x, name in ((left, "source"), (right, "target")):
        axes.text(x, 0.3, f"{name} ids", ha="center", va="center", color=INK)
        _arrow(axes, (x, 0.55), (x, 0.95))
        _box(axes, x, 1.35, f"{name} embedding × √D", INPUT)
        _arrow(axes, (x, 1.75), (x, 2.15))
        _box(axes, x, 2.55, "+ positional encoding", INPUT)
    top = _sublayer(axes, left, 2.95, 4.8, "self-attention", ATTENTION, "norm1", -1)
    top = _sublayer(axes, left, top, 7.4, "feed-forward", NETWORK, "norm2", -1)
    _arrow(axes, (left, top), (left, 9.9), (7, 9.9), (7, 7.4), (right - 1.8, 7.4))
    axes.text(left + 0.1, 10.05, "memory: output of the\nlast encoder layer", ha="left", va="bottom", color=INK)
    top = _sublayer(axes, right, 2.95, 4.8, "causal self-attention", ATTENTION, "norm1", 1)
    top = _sublayer(axes, right, top, 7.4, "attention to memory", ATTENTION, "norm2", 1)
    top = _sublayer(axes, right, top, 10.0, "feed-forward", NETWORK, "norm3", 1)
    axes.text(right - 1.9, 7.5, "k, v", ha="right", va="bottom", color=INK)
    axes.text(right - 0.12, 6.72, "q", ha="right", va="center", color=INK)
    _arrow(axes, (right, top), (right, 12.6))
    _box(axes, right, 13.0, "@ W_out + b_out", INPUT)
    _arrow(axes, (right, 13.4), (right, 14.0))
    axes.text(right, 14.3, "logits", ha="center", va="center", color=INK)
    return figure


def causal_mask() -> Figure:
    """A causal mask of five positions: a filled cell is True, the query may attend to the key."""
    size = 5
    figure = Figure(figsize=(3.8, 3.6))
    axes = figure.add_subplot()
    for query in range(size):
        for key in range(size):
            allowed = key <= query
            axes.add_patch(Rectangle((key, query), 1, 1, facecolor="#1f4e79" if allowed else "white", edgecolor=PALE))
            axes.text(key + 0.5, query + 0.5, "True" if allowed else "False", ha="center", va="center", color="white" if allowed else INK)
    axes.set(xlim=(0, size), ylim=(size, 0), aspect="equal", xlabel="key: position that is looked at", ylabel="query: position that looks")
    axes.set_xticks(np.arange(size) + 0.5, [str(i) for i in range(size)])
    axes.set_yticks(np.arange(size) + 0.5, [str(i) for i in range(size)])
    axes.xaxis.tick_top()
    axes.xaxis.set_label_position("top")
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)
    return figure


def positional_encoding() -> Figure:
    """The positional encoding of 20 positions in 16 columns: each pair of columns turns more slowly than the one before."""
    length, width, cell = 20, 16, 13  # a cell's side in points
    table = transformer.positional_encoding(length, width)
    figure = Figure(figsize=(7.2, 4.8), layout="none")  # placed by hand: a cell is as large as its square
    scale = 1 / (72 * figure.get_figwidth()), 1 / (72 * figure.get_figheight())
    image = figure.add_axes((0.08, 0.12, width * cell * scale[0], length * cell * scale[1]))
    t, column = np.mgrid[:length, :width]
    dots = image.scatter(column, t, c=table, s=cell**2, marker="s", linewidths=0, cmap="cividis", vmin=-1, vmax=1, clip_on=False)
    image.set(xlim=(-0.5, width - 0.5), ylim=(length - 0.5, -0.5), xlabel="column", ylabel="position t")
    image.set_xticks(range(0, width, 2))
    image.set_yticks(range(0, length, 4))
    image.set_title("the whole table", fontsize=10)
    image.spines[:].set_visible(False)
    bar = figure.colorbar(dots, cax=figure.add_axes((0.5, 0.12, 0.015, length * cell * scale[1])), ticks=[-1, 0, 1])
    bar.solids.set_edgecolor("face")
    lines = figure.add_axes((0.63, 0.12, 0.34, length * cell * scale[1]))
    for one, style in ((0, "-"), (2, "--"), (4, ":")):
        lines.plot(table[:, one], np.arange(length), style, color=INK, linewidth=1.5, label=f"{one}")
    lines.set(ylim=(length - 0.5, -0.5), xlim=(-1.1, 1.1), xlabel="value", xticks=[-1, 0, 1], yticks=range(0, length, 4))
    lines.spines[["top", "right"]].set_visible(False)
    lines.legend(title="column", loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=3, frameon=False)
    return figure
