"""The pictures of the handout on image synthesis. `python -m assignments.pictures image_synthesis` draws them."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch, Rectangle

FOUR = ("#cfe3f5", "#fbdcbf", "#d5ead0", "#ead7ee")  # the four channels that one output channel is woven of
ONE, OTHER = "#2f6f9f", "#c8702a"
INK = "#2b2b2b"
FADED = "#8a8a85"
HOLE = "#4a4a46"


def style_mixing() -> Figure:
    """Four layers, crossover 1: layer 0 gets w1, layers 1 to 3 get w2."""
    figure = Figure(figsize=(6.4, 2.4))
    axes = figure.subplots()
    _empty(axes, (-1.7, 8.6), (-1.15, 2.65))
    for layer in range(4):
        colour = ONE if layer < 1 else OTHER
        x = 2.2 * layer
        _named(axes, x, 0.0, 1.6, 0.8, f"layer {layer}", "#f2f2f0")
        _named(axes, x, 1.7, 0.9, 0.6, "w1" if layer < 1 else "w2", colour, "white")
        _arrow(axes, (x, 1.38), (x, 0.44), colour)
        axes.text(x + 0.1, 0.92, "AdaIN", ha="left", va="center", fontsize=8, color=FADED)
        _arrow(axes, (x - 1.38, 0.0), (x - 0.84, 0.0))
    axes.text(-1.45, 0.0, "constant", ha="right", va="center", fontsize=8.5, color=INK)
    _arrow(axes, (7.42, 0.0), (8.2, 0.0))
    axes.text(8.3, 0.0, "image", ha="left", va="center", fontsize=8.5, color=INK)
    axes.plot([1.1, 1.1], [-0.95, 2.2], color=FADED, linewidth=1, linestyle=(0, (4, 3)))
    axes.text(1.1, 2.42, "crossover = 1", ha="center", va="center", fontsize=8.5, color=INK)
    axes.text(-0.2, -0.8, "coarse: pose", ha="center", va="center", fontsize=8.5, color=FADED)
    axes.text(5.5, -0.8, "fine: hair, colours", ha="center", va="center", fontsize=8.5, color=FADED)
    return figure


def pixel_shuffle() -> Figure:
    """Input channels 0 to 3 of the handout's example, and the output channel that is woven of them."""
    x = np.arange(24).reshape(4, 2, 3)
    figure = Figure(figsize=(7.2, 3.1))
    axes = figure.subplots()
    _empty(axes, (-0.3, 15.4), (5.75, -0.95))
    for channel in range(4):
        left, top = 3.8 * (channel % 2), 2.9 * (channel // 2)
        for h, w in np.ndindex(2, 3):
            _cell(axes, left + w, top + h, int(x[channel, h, w]), FOUR[channel])
        i, j = divmod(channel, 2)
        axes.text(left + 1.5, top - 0.35, f"channel {channel}: i = {i}, j = {j}", ha="center", va="center", fontsize=8.5, color=INK)
    _arrow(axes, (7.3, 2.45), (8.6, 2.45))
    for h, w, i, j in np.ndindex(2, 3, 2, 2):
        channel = 2 * i + j
        _cell(axes, 9 + 2 * w + j, 0.45 + 2 * h + i, int(x[channel, h, w]), FOUR[channel])
    for h, w in np.ndindex(2, 3):
        axes.add_patch(Rectangle((9 + 2 * w, 0.45 + 2 * h), 2, 2, facecolor="none", edgecolor=INK, linewidth=1.6))
    axes.text(12, -0.0, "output channel 0", ha="center", va="center", fontsize=8.5, color=INK)
    axes.text(12, 4.85, "one frame: the 2 x 2 pixels that come from one place (h, w)", ha="center", va="center", fontsize=7.5, color=FADED)
    return figure


def contextual_attention() -> Figure:
    """The handout's six pixels: the pixel (1, 1) of the hole is a mean of the four known ones, with these weights."""
    known = {(0, 0): (1, 0), (0, 1): (0, 2), (0, 2): (3, 4), (1, 0): (-1, 1)}
    asking = np.array([1.0, 1.0])
    cosines = {place: asking @ np.array(v) / np.linalg.norm(asking) / np.linalg.norm(v) for place, v in known.items()}
    total = sum(np.exp(2 * c) for c in cosines.values())
    figure = Figure(figsize=(7.2, 2.9))
    axes = figure.subplots()
    _empty(axes, (-0.3, 10.9), (2.75, -0.45))
    for h, w in np.ndindex(2, 3):
        inside = (h, w) in known
        axes.add_patch(Rectangle((1.7 * w, 1.2 * h), 1.7, 1.2, facecolor=FOUR[0] if inside else HOLE, edgecolor="white", linewidth=2))
        words = str(known[h, w]) if inside else {(1, 1): "asks with\n(1, 1)"}.get((h, w), "asks with\n(-2, 1)")
        axes.text(1.7 * w + 0.85, 1.2 * h + 0.6, words, ha="center", va="center", fontsize=9, color=INK if inside else "white")
    axes.text(2.55, -0.2, "background, and the hole (dark)", ha="center", va="center", fontsize=8.5, color=FADED)
    for row, (place, vector) in enumerate(known.items()):
        y = 0.3 + 0.46 * row
        weight = float(np.exp(2 * cosines[place]) / total)
        axes.text(7.0, y, str(vector), ha="right", va="center", fontsize=9, color=INK)
        axes.text(8.0, y, f"{abs(round(cosines[place], 4)):.4f}", ha="right", va="center", fontsize=9, color=INK)
        axes.add_patch(Rectangle((8.3, y - 0.16), 3.2 * weight, 0.32, facecolor=ONE, edgecolor="none"))
        axes.text(8.4 + 3.2 * weight, y, f"{weight:.4f}", ha="left", va="center", fontsize=9, color=INK)
    for x, name in ((7.0, "pixel"), (8.0, "cosine")):
        axes.text(x, -0.2, name, ha="right", va="center", fontsize=8.5, color=FADED)
    axes.text(8.3, -0.2, "weight, with scale 2", ha="left", va="center", fontsize=8.5, color=FADED)
    axes.text(5.7, 2.3, "the first dark pixel becomes the sum of\nweight * pixel = (1.5083, 2.3192)", ha="left", va="center", fontsize=9)
    return figure


def cycles() -> Figure:
    """From X to Y and back, and from Y to X and back: the two ends of each way should agree."""
    figure = Figure(figsize=(7.2, 2.4))
    axes = figure.subplots()
    _empty(axes, (-0.8, 10.3), (-2.35, 1.25))
    ways = ((0.0, ("x", "G(x)", "F(G(x))"), ("G", "F"), (ONE, OTHER)), (-1.6, ("y", "F(y)", "G(F(y))"), ("F", "G"), (OTHER, ONE)))
    for y, names, arrows, colours in ways:
        for place, name in enumerate(names):
            _named(axes, 3.7 * place + 0.2, y, 1.5, 0.7, name, colours[place % 2], "white")
        for place, name in enumerate(arrows):
            _arrow(axes, (3.7 * place + 1.0, y), (3.7 * place + 3.1, y))
            axes.text(3.7 * place + 2.05, y + 0.2, name, ha="center", va="bottom", fontsize=10, color=INK)
        style = {
            "arrowstyle": "<->",
            "color": FADED,
            "linestyle": (0, (4, 3)),
            "connectionstyle": "arc3,rad=-0.16",
            "shrinkA": 0,
            "shrinkB": 0,
        }
        axes.annotate("", xy=(7.3, y + 0.4), xytext=(0.5, y + 0.4), arrowprops=style)
        axes.text(3.9, y + 0.93, "should be equal", ha="center", va="center", fontsize=8, color=FADED, bbox=_PLAIN)
    axes.text(8.55, 0.0, "blue: kind X", ha="left", va="center", fontsize=8.5, color=ONE)
    axes.text(8.55, -1.6, "orange: kind Y", ha="left", va="center", fontsize=8.5, color=OTHER)
    return figure


_PLAIN = {"facecolor": "white", "edgecolor": "none", "pad": 1.5}


def _empty(axes: Axes, x: tuple[float, float], y: tuple[float, float]) -> None:
    """Room for a drawing: no ticks, no frame, the same scale both ways."""
    axes.set_axis_off()
    axes.set_xlim(*x)
    axes.set_ylim(*y)
    axes.set_aspect("equal")


def _cell(axes: Axes, x: float, y: float, number: int, colour: str) -> None:
    axes.add_patch(Rectangle((x, y), 1, 1, facecolor=colour, edgecolor="white", linewidth=1))
    axes.text(x + 0.5, y + 0.52, str(number), ha="center", va="center", fontsize=8.5, color=INK)


def _named(axes: Axes, x: float, y: float, width: float, height: float, word: str, colour: str, ink: str = INK) -> None:
    corner = (x - width / 2, y - height / 2)
    axes.add_patch(FancyBboxPatch(corner, width, height, boxstyle="round,pad=0,rounding_size=0.12", facecolor=colour, edgecolor="none"))
    axes.text(x, y, word, ha="center", va="center", fontsize=9.5, color=ink)


def _arrow(axes: Axes, start: tuple[float, float], end: tuple[float, float], colour: str = INK) -> None:
    style = {"arrowstyle": "-|>", "color": colour, "linewidth": 1.3, "shrinkA": 0, "shrinkB": 0}
    axes.annotate("", xy=end, xytext=start, arrowprops=style)
