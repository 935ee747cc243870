"""The handout's pictures."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Circle, FancyBboxPatch

TEXT, PAD, IMAGE = "#cfe3f5", "#e9e9e9", "#fbdcbf"  # a word, an unused place, a piece of an image
QUERY, KEY = "#cfe3f5", "#fbdcbf"
BOX = "#f2f2f2"
LINE = "#555555"


def rotary_pairs() -> Figure:
    """Three pairs of columns at positions 0 to 5: each next pair turns ten times more slowly."""
    figure = Figure(figsize=(7.2, 2.9))
    width, base = 8, 10000
    for pair, axes in enumerate(figure.subplots(1, 3)):
        speed = base ** (-2 * pair / width)
        _empty(axes, (-1.35, 1.35), (-1.35, 1.35))
        axes.add_patch(Circle((0, 0), 1, fill=False, edgecolor="#cccccc"))
        for t in range(6):
            end = np.array([np.cos(t * speed), np.sin(t * speed)])
            shade = str(round(0.75 - 0.15 * t, 2))
            axes.annotate("", xy=tuple(end), xytext=(0, 0), arrowprops={"arrowstyle": "->", "color": shade, "lw": 1.4})
            if pair == 0 or (pair == 1 and t in (0, 5)):
                axes.text(*(1.17 * end), f"t={t}", ha="center", va="center", fontsize=8)
        if pair == 2:
            axes.text(0.45, 0.15, "t=0 to 5", ha="center", va="center", fontsize=8)
        axes.set_title(f"pair {pair}: w = {'' if pair == 0 else f'{speed:g} '}t", fontsize=10)
    return figure


def grouped_heads() -> Figure:
    """Six query heads with six, three and one key and value head."""
    figure = Figure(figsize=(7.2, 1.8))
    names = {6: "one for each\n(multi-head)", 3: "two share one\n(grouped)", 1: "all share one\n(multi-query)"}
    for (keys, name), axes in zip(names.items(), figure.subplots(1, 3), strict=True):
        _empty(axes, (-0.6, 5.6), (-0.45, 2.1))
        for h in range(6):
            group = h // (6 // keys)
            x = (group + 0.5) * 6 / keys - 0.5
            axes.plot([h, x], [1.4, 0.4], color=LINE, lw=1)
            _box(axes, h, 1.7, 0.76, 0.6, f"q{h}", QUERY)
            if h % (6 // keys) == 0:
                _box(axes, x, 0.02, 0.76, 0.76, f"k{group}\nv{group}", KEY, size=7.5)
        axes.set_title(name, fontsize=9)
    return figure


def two_blocks() -> Figure:
    """LLaMA computes attention, then SwiGLU; PaLM computes both from the same normalised x and adds them."""
    figure = Figure(figsize=(7.2, 3.6))
    left, right = figure.subplots(1, 2)
    _empty(left, (-1.9, 1.9), (-0.3, 7.3))
    left.set_title("LLaMA: one after the other", fontsize=10)
    _arrow(left, (0, 0.1), (0, 7.2))
    left.text(0.12, -0.05, "x", fontsize=10)
    for bottom, norm, layer in ((0.5, "RMS norm", "attention"), (4.0, "RMS norm", "SwiGLU")):
        _box(left, 0, bottom + 0.55, 1.7, 0.6, norm, BOX)
        _box(left, 0, bottom + 1.6, 1.7, 0.6, layer, TEXT)
        left.plot([0, -1.5, -1.5], [bottom - 0.15, bottom - 0.15, bottom + 2.65], color=LINE, lw=1)
        _arrow(left, (-1.5, bottom + 2.65), (-0.17, bottom + 2.65))
        _plus(left, 0, bottom + 2.65)
    _empty(right, (-2.4, 2.4), (-0.3, 7.3))
    right.set_title("PaLM: side by side", fontsize=10)
    right.text(0.12, -0.05, "x", fontsize=10)
    right.plot([0, 0], [0.1, 1.2], color=LINE, lw=1)
    _box(right, 0, 1.5, 1.7, 0.6, "layer norm", BOX)
    right.plot([0, 0], [1.8, 2.5], color=LINE, lw=1)
    for x, name in ((-1.0, "attention"), (1.0, "SwiGLU")):
        right.plot([0, x, x], [2.5, 2.5, 3.2], color=LINE, lw=1)
        _box(right, x, 3.5, 1.6, 0.6, name, TEXT)
        right.plot([x, x], [3.8, 4.8], color=LINE, lw=1)
        _arrow(right, (x, 4.8), (0.17 * np.sign(x), 4.8))
    right.plot([0, -2.2, -2.2, 0], [0.6, 0.6, 5.8, 5.8], color=LINE, lw=1)
    _arrow(right, (0, 4.8), (0, 7.2))
    _arrow(right, (-2.2, 5.8), (-0.17, 5.8))
    for y in (4.8, 5.8):
        _plus(right, 0, y)
    return figure


def text_and_image() -> Figure:
    """The sequence 7, 2, 9, 13, 14, 20, 15, 18, 20 and what its ids mean."""
    figure = Figure(figsize=(7.2, 1.9))
    axes = figure.subplots()
    _empty(axes, (-2.0, 9.2), (-0.9, 2.3))
    ids = [7, 2, 9, 13, 14, 20, 15, 18, 20]
    from_what = ["7", "2", "9", "10 + 3", "10 + 4", "5 + 15", "0 + 15", "3 + 15", "5 + 15"]
    for p, (number, origin) in enumerate(zip(ids, from_what, strict=True)):
        colour = TEXT if p < 3 else PAD if p < 5 else IMAGE
        _box(axes, p, 0.5, 0.9, 0.7, str(number), colour)
        axes.text(p, 1.15, origin, ha="center", va="center", fontsize=8, color=LINE)
        axes.text(p, -0.15, str(p), ha="center", va="center", fontsize=8, color=LINE)
    for y, name in ((1.15, "made of"), (0.5, "id"), (-0.15, "position")):
        axes.text(-0.7, y, name, ha="right", va="center", fontsize=9)
    for start, end, name in ((0, 2, "text"), (3, 4, "pads"), (5, 8, "image")):
        axes.plot([start - 0.4, end + 0.4], [1.5, 1.5], color=LINE, lw=1)
        axes.text((start + end) / 2, 1.85, name, ha="center", va="center", fontsize=9)
    axes.text(
        3.6, -0.7, "ids 0 to 9 are words, 10 to 14 are pads, 15 and more are entries of the codebook", ha="center", va="center", fontsize=9
    )
    return figure


def _empty(axes: Axes, x: tuple[float, float], y: tuple[float, float]) -> None:
    """Room for a drawing: no ticks, no frame, the same scale both ways."""
    axes.set_axis_off()
    axes.set_xlim(*x)
    axes.set_ylim(*y)
    axes.set_aspect("equal")


def _box(axes: Axes, x: float, y: float, width: float, height: float, text: str, colour: str, size: float = 9) -> None:
    corner = (x - width / 2 + 0.08, y - height / 2 + 0.08)
    style = "round,pad=0.08,rounding_size=0.1"
    axes.add_patch(
        FancyBboxPatch(corner, width - 0.16, height - 0.16, boxstyle=style, facecolor=colour, edgecolor=LINE, linewidth=0.8, zorder=3)
    )
    axes.text(x, y, text, ha="center", va="center", fontsize=size, linespacing=0.95, zorder=4)


def _arrow(axes: Axes, start: tuple[float, float], end: tuple[float, float]) -> None:
    axes.annotate("", xy=end, xytext=start, arrowprops={"arrowstyle": "->", "color": LINE, "lw": 1, "shrinkA": 0, "shrinkB": 0})


def _plus(axes: Axes, x: float, y: float) -> None:
    axes.add_patch(Circle((x, y), 0.17, facecolor="white", edgecolor=LINE, linewidth=0.8, zorder=3))
    axes.text(x, y - 0.01, "+", ha="center", va="center", fontsize=10, zorder=4)
