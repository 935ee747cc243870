"""The pictures of the handout on generative adversarial networks."""

from __future__ import annotations

import itertools

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Circle, FancyArrowPatch, FancyBboxPatch

from reference.mode_coverage import mode_coverage

INK, PALE, MAKER, JUDGE, ROWS, BACK = "#222222", "#888888", "#cfe2f3", "#fce5cd", "#ffffff", "#a61c00"
DOTS = "#1f4e79"


def _box(axes: Axes, x: float, y: float, text: str, colour: str, *, width: float = 3.0, moves: bool = True) -> None:
    """A box round (x, y); its edge is dashed where the network stays as it is."""
    corner = x - width / 2, y - 0.45
    style = "round,pad=0,rounding_size=0.12"
    line = {"edgecolor": INK, "linewidth": 1.6} if moves else {"edgecolor": PALE, "linewidth": 1.0, "linestyle": (0, (4, 3))}
    axes.add_patch(FancyBboxPatch(corner, width, 0.9, boxstyle=style, facecolor=colour if moves else ROWS, zorder=2, **line))
    axes.text(x, y, text, ha="center", va="center", color=INK, zorder=3)


def _arrow(axes: Axes, *points: tuple[float, float], colour: str = INK, dashed: bool = False) -> None:
    """A line through points, with a head at its end."""
    style = (0, (4, 2)) if dashed else "-"
    for start, end in itertools.pairwise(points[:-1]):
        axes.plot(*zip(start, end, strict=True), color=colour, linewidth=1.2, zorder=1, linestyle=style)
    head = "-|>,head_length=5,head_width=2.5"
    arrow = FancyArrowPatch(points[-2], points[-1], arrowstyle=head, color=colour, linewidth=1.2, shrinkA=0, shrinkB=0, zorder=1)
    arrow.set_linestyle(style)
    axes.add_patch(arrow)


def _step(axes: Axes, title: str, *, of_judge: bool) -> None:
    """One step: the way to the loss in black, the way of the gradient back in red."""
    axes.set(xlim=(0, 19.4), ylim=(0.0, 4.4), aspect="equal")
    axes.axis("off")
    axes.set_title(title, loc="left", fontsize=11, color=INK)
    fakes, low = (2.5, 0.9) if of_judge else (2.0, 0.9)
    _box(axes, 1.1, fakes, "noise z", ROWS, width=2.0)
    _arrow(axes, (2.1, fakes), (2.9, fakes))
    _box(axes, 5.1, fakes, "generator, stays" if of_judge else "generator", MAKER, width=4.4, moves=not of_judge)
    _arrow(axes, (7.3, fakes), (8.1, fakes))
    _box(axes, 9.0, fakes, "G(z)", ROWS, width=1.8)
    _arrow(axes, (9.9, fakes), (10.7, fakes))
    if of_judge:
        _box(axes, 9.0, low, "real x", ROWS, width=1.8)
        _arrow(axes, (9.9, low), (13.3, low), (13.3, fakes - 0.45))
    _box(axes, 13.3, fakes, "discriminator" if of_judge else "discriminator, stays", JUDGE, width=5.2, moves=of_judge)
    _arrow(axes, (15.9, fakes), (16.7, fakes))
    loss = "− mean log D(x)\n− mean log(1 − D(G(z)))" if of_judge else "− mean log D(G(z))"
    axes.text(16.9, fakes, "loss", ha="left", va="center", color=INK)
    axes.text(19.3, fakes - 0.6, loss, ha="right", va="top", color=INK, fontsize=9)
    top, goal = fakes + 1.1, (13.3 if of_judge else 5.1)
    _arrow(axes, (17.4, fakes + 0.35), (17.4, top), (goal, top), (goal, fakes + 0.45), colour=BACK, dashed=True)
    words = "gradient" if of_judge else "gradient, back through the discriminator and through G(z)"
    axes.text((17.4 + goal) / 2, top + 0.1, words, ha="center", va="bottom", color=BACK)


def two_steps() -> Figure:
    """The two steps of a GAN: the discriminator moves while the generator stays, then the generator moves while the discriminator stays."""
    figure = Figure(figsize=(7.8, 4.1))
    above, below = figure.subplots(2, 1)
    _step(above, "1. A step of the discriminator", of_judge=True)
    _step(below, "2. A step of the generator", of_judge=False)
    return figure


def eight_modes() -> Figure:
    """The ring of eight modes, with samples of three generators: a good one, one that has collapsed, one that has not found the modes."""
    rng = np.random.default_rng(8)
    angles = 2 * np.pi * np.arange(8) / 8
    centres = 2 * np.stack([np.cos(angles), np.sin(angles)], axis=1)
    count = 160
    good = centres[np.arange(count) % 8] + 0.05 * rng.normal(size=(count, 2))
    collapsed = centres[np.arange(count) % 3] + 0.05 * rng.normal(size=(count, 2))
    around = rng.uniform(0, 2 * np.pi, size=count)
    spread = (2 + 0.05 * rng.normal(size=count))[:, None] * np.stack([np.cos(around), np.sin(around)], axis=1)
    figure = Figure(figsize=(7.8, 3.2))
    titles = ("like the data", "mode collapse", "modes not found")
    for axes, samples, title in zip(figure.subplots(1, 3), (good, collapsed, spread), titles, strict=True):
        for centre in centres:
            axes.add_patch(Circle(tuple(centre), 0.3, facecolor="none", edgecolor=PALE, linewidth=1))
        axes.scatter(*samples.T, s=5, color=DOTS, linewidths=0, zorder=2)
        covered, share = mode_coverage(samples, centres, 0.3)
        axes.set_title(title, fontsize=11, color=INK)
        axes.set_xlabel(f"{covered} of 8 modes, share {share:.2f}", color=INK)
        axes.set(xlim=(-2.6, 2.6), ylim=(-2.6, 2.6), aspect="equal", xticks=[-2, 0, 2], yticks=[-2, 0, 2])
        axes.spines[["top", "right"]].set_visible(False)
    return figure
