"""The pictures of the handout on autoencoders. `python -m assignments.pictures autoencoders` draws them."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch, PathPatch, Polygon, Rectangle
from matplotlib.path import Path
from matplotlib.transforms import Affine2D

from reference.autoencoder import add_noise
from reference.variational_autoencoder import gaussian_kl

INK = "#2b2b2b"
FADED = "#6f6f6a"
ENCODER = "#cfe2f3"
DECODER = "#fce5cd"
NUMBERS = "#eeeeea"
WARM = "#c8702a"
BLUE = "#2f6f9f"


def _canvas(width: float, height: float, columns: float, rows: float) -> tuple[Figure, Axes]:
    """A figure without axes, whose units are drawn by."""
    figure = Figure(figsize=(width, height))
    axes = figure.add_subplot()
    axes.set(xlim=(0, columns), ylim=(0, rows), aspect="equal")
    axes.axis("off")
    return figure, axes


def _funnel(axes: Axes, x: float, y: float, width: float, left: float, right: float, colour: str, text: str) -> None:
    """A layer that makes rows of height `left` into rows of height `right`."""
    corners = [(x, y - left / 2), (x + width, y - right / 2), (x + width, y + right / 2), (x, y + left / 2)]
    axes.add_patch(Polygon(corners, closed=True, facecolor=colour, edgecolor=INK, linewidth=1, joinstyle="round"))
    axes.text(x + width / 2, y, text, ha="center", va="center", color=INK, fontsize=9)


def _numbers(axes: Axes, x: float, y: float, height: float, name: str, colour: str = NUMBERS) -> None:
    """A column of numbers, with its name on it."""
    style = "round,pad=0,rounding_size=0.12"
    axes.add_patch(FancyBboxPatch((x - 0.5, y - height / 2), 1.0, height, boxstyle=style, facecolor=colour, edgecolor=INK, linewidth=1))
    axes.text(x, y, name, ha="center", va="center", color=INK, fontsize=9)


def _arrow(axes: Axes, *points: tuple[float, float], colour: str = INK) -> None:
    """A line through points, with a head at its end."""
    if len(points) > 2:
        axes.plot(*zip(*points[:-1], strict=True), color=colour, linewidth=1.2, solid_joinstyle="round", solid_capstyle="round")
    style = {"arrowstyle": "-|>", "color": colour, "linewidth": 1.2, "shrinkA": 0, "shrinkB": 0}
    axes.annotate("", xy=points[-1], xytext=points[-2], arrowprops=style)


def denoising() -> Figure:
    """A denoising autoencoder: the clean input gets noise, is encoded and decoded, and the output is compared with the clean input."""
    figure, axes = _canvas(7.6, 2.5, 17.4, 5.6)
    middle = 1.9
    _numbers(axes, 0.9, middle, 2.8, "clean")
    _arrow(axes, (1.45, middle), (3.45, middle))
    axes.text(2.42, middle + 0.2, "+ noise", ha="center", va="bottom", color=FADED, fontsize=9)
    axes.text(2.42, middle - 0.22, "clipped", ha="center", va="top", color=FADED, fontsize=9)
    _numbers(axes, 4.0, middle, 2.8, "noisy")
    _arrow(axes, (4.55, middle), (5.15, middle))
    _funnel(axes, 5.2, middle, 2.5, 2.8, 1.3, ENCODER, "W1, b1\ntanh")
    _arrow(axes, (7.75, middle), (8.3, middle))
    _numbers(axes, 8.85, middle, 1.3, "code")
    _arrow(axes, (9.4, middle), (9.95, middle))
    _funnel(axes, 10.0, middle, 2.5, 1.3, 2.8, DECODER, "W2, b2\nsigmoid")
    _arrow(axes, (12.55, middle), (13.4, middle))
    _numbers(axes, 13.95, middle, 2.8, "")
    axes.text(13.95, middle, "recon-\nstruc-\ntion", ha="center", va="center", color=INK, fontsize=8.5)
    _arrow(axes, (0.9, middle + 1.45), (0.9, 4.5), (15.9, 4.5), (15.9, middle + 0.5), colour=WARM)
    axes.text(8.4, 4.65, "compared with the clean input, not with the noisy one", ha="center", va="bottom", color=WARM, fontsize=9)
    _arrow(axes, (14.5, middle), (15.4, middle))
    axes.text(15.9, middle, "loss", ha="center", va="center", color=INK, fontsize=9.5, bbox=_ROUND)
    return figure


_ROUND = {"boxstyle": "circle,pad=0.3", "facecolor": "white", "edgecolor": INK, "linewidth": 1.1}


def reparameterisation() -> Figure:
    """A variational autoencoder: the encoder gives mu and log_var, eps comes from outside, the decoder makes logits of z."""
    figure, axes = _canvas(7.8, 3.5, 19.4, 8.6)
    middle = 4.2
    _numbers(axes, 0.8, middle, 3.0, "x")
    _arrow(axes, (1.35, middle), (1.75, middle))
    _funnel(axes, 1.8, middle, 2.0, 3.0, 2.0, ENCODER, "W1, b1\ntanh")
    for side, name, weights in ((1, "mu", "W_mu\nb_mu"), (-1, "log_var", "W_var\nb_var")):
        y = middle + side * 1.75
        _arrow(axes, (3.85, middle), (4.3, middle), (4.3, y), (4.75, y))
        _funnel(axes, 4.8, y, 1.7, 2.0, 1.2, ENCODER, weights)
        _arrow(axes, (6.55, y), (7.1, y))
        _numbers(axes, 7.65, y, 1.2, "")
        axes.text(7.65, y, name.replace("_", "_\n") if side < 0 else name, ha="center", va="center", color=INK, fontsize=9)
    plus, times = (12.1, middle), (10.2, middle - 1.75)
    _arrow(axes, (8.2, times[1]), (9.9, times[1]))
    axes.text(9.0, times[1] + 0.18, "exp(½ ·)", ha="center", va="bottom", color=FADED, fontsize=8.5)
    axes.text(*times, "×", ha="center", va="center", fontsize=11, color=INK, bbox=_SIGN)
    axes.text(*plus, "+", ha="center", va="center", fontsize=11, color=INK, bbox=_SIGN)
    _arrow(axes, (8.2, middle + 1.75), (plus[0], middle + 1.75), (plus[0], middle + 0.27))
    _arrow(axes, (times[0] + 0.27, times[1]), (plus[0], times[1]), (plus[0], middle - 0.27))
    _numbers(axes, times[0], 0.65, 1.0, "eps", "#ffffff")
    _arrow(axes, (times[0], 1.2), (times[0], times[1] - 0.27), colour=WARM)
    axes.text(times[0] + 0.7, 0.65, "from outside: N(0, 1)", ha="left", va="center", color=WARM, fontsize=9)
    _arrow(axes, (plus[0] + 0.27, middle), (13.0, middle))
    _numbers(axes, 13.55, middle, 1.2, "z")
    _arrow(axes, (14.1, middle), (14.5, middle))
    _funnel(axes, 14.55, middle, 1.6, 1.2, 2.0, DECODER, "W2, b2\ntanh")
    _arrow(axes, (16.2, middle), (16.5, middle))
    _funnel(axes, 16.55, middle, 1.4, 2.0, 3.0, DECODER, "W3\nb3")
    _arrow(axes, (17.98, middle), (18.26, middle))
    _numbers(axes, 18.8, middle, 3.0, "logits")
    axes.plot([7.65, 7.65], [middle - 1.05, middle + 1.05], color=BLUE, linewidth=1.2)
    axes.plot([7.65, 7.65, 9.4], [6.65, 7.5, 7.5], color=BLUE, linewidth=1.2)
    axes.text(9.55, 7.5, "gaussian_kl: keeps mu and log_var near 0", ha="left", va="center", color=BLUE, fontsize=9)
    axes.plot([18.8, 18.8], [5.8, 6.55], color=BLUE, linewidth=1.2)
    axes.text(19.3, 6.65, "bernoulli_nll: keeps sigmoid(logits) near x", ha="right", va="bottom", color=BLUE, fontsize=9)
    return figure


_SIGN = {"boxstyle": "circle,pad=0.15", "facecolor": "white", "edgecolor": INK, "linewidth": 1.1}


def divergence() -> Figure:
    """The divergence of a code of one dimension: it is 0 for mu = 0 and log_var = 0, and grows on every side."""
    figure = Figure(figsize=(7.2, 2.9))
    left, right = figure.subplots(1, 2, sharey=True)
    along = np.linspace(-3, 3, 121)[:, None]
    for axes, name, values in ((left, "mu", (along, 0 * along)), (right, "log_var", (0 * along, along))):
        axes.plot(along[:, 0], gaussian_kl(*values), color=BLUE, linewidth=1.8)
        axes.plot([0], [0], "o", color=WARM, markersize=6, zorder=3, clip_on=False)
        axes.set_xlabel(name, color=INK)
        axes.set_ylim(0, 8.5)
        axes.spines[["top", "right"]].set_visible(False)
        axes.tick_params(colors=INK, labelsize=8.5)
    left.set_ylabel("divergence, in nats", color=INK)
    left.set_title("log_var = 0: the same on both sides", fontsize=10, color=INK)
    right.set_title("mu = 0: wide costs more than narrow", fontsize=10, color=INK)
    return figure


def noisy_digits() -> Figure:
    """Six digits, clean and with noise of sigma 0.25."""
    from sklearn.datasets import load_digits

    clean = load_digits().data[[0, 1, 2, 3, 4, 5]] / 16
    noisy = add_noise(clean, np.random.default_rng(12).standard_normal(clean.shape), 0.25)
    figure, axes = _canvas(6.4, 2.25, 57, 20)
    for y, name, pictures in ((11, "clean", clean), (1, "noisy", noisy)):
        axes.text(1.6, y + 4, name, ha="center", va="center", rotation="vertical", color=INK)
        for column, picture in enumerate(pictures):
            _digit(axes, 3 + 9 * column, y, picture.reshape(8, 8))
    return figure


def _digit(axes: Axes, x: float, y: float, picture: np.ndarray) -> None:
    """A picture of 8 x 8 pixels, in 17 shades from black to white; each shade is one path."""
    axes.add_patch(Rectangle((x, y), 8, 8, facecolor="black", edgecolor="none", antialiased=False))
    shades = np.round(picture * 16).astype(int)
    for shade in range(1, 17):
        squares = [Path([(c, 8 - r), (c + 1, 8 - r), (c + 1, 7 - r), (c, 7 - r), (c, 8 - r)]) for r, c in np.argwhere(shades == shade)]
        if squares:
            shape = Path.make_compound_path(*squares).transformed(Affine2D().translate(x, y))
            axes.add_patch(PathPatch(shape, facecolor=str(shade / 16), edgecolor="none", antialiased=False))
