"""The pictures of the handout on convolutional networks. `python -m assignments.pictures convolutional_networks` draws them."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Polygon, Rectangle

OPEN = "#2f6f9f"
PALE = "#cfe0ec"
SHUT = "#f3f3ef"
INK = "#2b2b2b"
FADED = "#8a8a85"
WARM = "#c8702a"

IMAGE = [["1", "2", "0", "-1"], ["0", "1", "3", "2"], ["2", "-1", "1", "0.5"]]  # the first channel of the worked example


def convolution() -> Figure:
    """A 2 x 2 filter on a padded image of 3 x 4, with stride 2: its six places, and the output with a number for each."""
    figure = Figure(figsize=(7.4, 3.3))
    axes = figure.subplots()
    axes.set_xlim(-0.3, 12.6)
    axes.set_ylim(5.9, -0.9)
    axes.set_aspect("equal")
    axes.set_axis_off()
    for i in range(5):
        for j in range(6):
            inside = 1 <= i <= 3 and 1 <= j <= 4
            word = IMAGE[i - 1][j - 1] if inside else "0"
            _cell(axes, j, i, PALE if inside else SHUT, word, INK if inside else FADED)
    for i in range(2):
        for j in range(3):
            first = (i, j) == (0, 1)
            colour = WARM if first else OPEN
            place = Rectangle((2 * j + 0.08, 2 * i + 0.08), 1.84, 1.84, fill=False, edgecolor=colour, linewidth=2.6 if first else 1.4)
            axes.add_patch(place)
            _cell(axes, 8.6 + j, 1 + i, "white", f"y[{i}, {j}]", colour)
    axes.add_patch(Rectangle((9.6, 1), 1, 1, fill=False, edgecolor=WARM, linewidth=2.2))
    axes.annotate(
        "",
        xy=(10.1, 0.98),
        xytext=(4.0, 0.5),
        arrowprops={"arrowstyle": "-|>", "color": WARM, "linewidth": 1.4, "connectionstyle": "arc3,rad=-0.28", "shrinkA": 2, "shrinkB": 2},
    )
    axes.text(3, -0.45, "image (blue) with a padding of 1", ha="center", fontsize=9, color=INK)
    axes.text(3, 5.5, "the last row is covered by no place", ha="center", fontsize=9, color=FADED)
    axes.text(10.1, 3.6, "output: 2 rows, 3 columns", ha="center", fontsize=9, color=INK)
    axes.text(10.1, 4.3, "(4 + 2 - 2) // 2 + 1 = 3", ha="center", fontsize=9, color=FADED)
    return figure


def network() -> Figure:
    """The slides' network: the size of what each layer gives, from 32 x 32 x 3 to the classes."""
    figure = Figure(figsize=(8.4, 2.9))
    axes = figure.subplots()
    axes.set_xlim(0, 16.9)
    axes.set_ylim(-1.7, 4.3)
    axes.set_aspect("equal")
    axes.set_axis_off()
    blocks = ((0.2, 2.2, 0.2, "32 x 32 x 3", SHUT), (3.8, 2.2, 0.8, "32 x 32 x 12", PALE), (7.8, 2.2, 0.8, "32 x 32 x 12", PALE))
    for x, side, depth, word, colour in (*blocks, (11.8, 1.1, 0.8, "16 x 16 x 12", PALE)):
        _block(axes, x, 1.6, side, depth, colour)
        axes.text(x + (side + depth) / 2, -0.45, word, ha="center", fontsize=8.5, color=INK)
    for x, height, word in ((14.6, 3.4, "3072"), (16.2, 1.4, "classes")):
        axes.add_patch(Rectangle((x, 1.6 - height / 2), 0.28, height, facecolor=OPEN, edgecolor=INK, linewidth=0.8))
        axes.text(x + 0.14, -0.45, word, ha="center", fontsize=8.5, color=INK)
    layers = ((2.6, 3.75, "convolution", "12 filters"), (6.75, 7.75, "ReLU", ""), (10.75, 11.75, "max pool", "2 x 2, stride 2"))
    for x, to_x, word, more in (*layers, (13.65, 14.55, "flatten", ""), (14.9, 16.15, "dense,", "softmax")):
        style = {"arrowstyle": "-|>", "color": WARM, "linewidth": 1.4, "shrinkA": 0, "shrinkB": 0}
        axes.annotate("", xy=(to_x, 1.6), xytext=(x + 0.15, 1.6), arrowprops=style)
        axes.text((x + to_x) / 2, -1.0, word, ha="center", fontsize=8.5, color=WARM)
        axes.text((x + to_x) / 2, -1.5, more, ha="center", fontsize=8.5, color=WARM)
    return figure


def _cell(axes: Axes, x: float, y: float, colour: str, word: str, ink: str, *, edge: str = "#c9c9c3", wide: float = 0.8) -> None:
    axes.add_patch(Rectangle((x, y), 1, 1, facecolor=colour, edgecolor=edge, linewidth=wide))
    axes.text(x + 0.5, y + 0.5, word, ha="center", va="center", fontsize=8.5, color=ink)


def _block(axes: Axes, x: float, middle: float, side: float, depth: float, colour: str) -> None:
    """A box: its front is a map, and its depth the number of maps."""
    low, high, right = middle - side / 2, middle + side / 2, x + side
    top = [(x, high), (right, high), (right + depth, high + depth / 2), (x + depth, high + depth / 2)]
    end = [(right, low), (right, high), (right + depth, high + depth / 2), (right + depth, low + depth / 2)]
    for corners, face in ((top, "white"), (end, "white"), ([(x, low), (right, low), (right, high), (x, high)], colour)):
        axes.add_patch(Polygon(corners, closed=True, facecolor=face, edgecolor=INK, linewidth=0.8))
