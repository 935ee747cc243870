"""A bare sheet of matplotlib to draw on, measured in points, that becomes SVG to stand inside an HTML page.

Colours are names (`INK`, `EXPECTED`, ...) that the page's style gives a value, so that pictures follow light and dark.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from typing import Any

import matplotlib
import numpy as np
from matplotlib.artist import Artist
from matplotlib.backends.backend_svg import FigureCanvasSVG, RendererSVG
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.text import Text
from matplotlib.transforms import Affine2D, IdentityTransform

# Colours that no picture has for itself: each becomes a variable of the page's style.
INK, SOFT, RULE, EXPECTED, YOURS, WRONG = "#010203", "#010204", "#010205", "#010206", "#010207", "#010208"
_VARIABLES = {INK: "ink", SOFT: "soft", RULE: "rule", EXPECTED: "expected", YOURS: "yours", WRONG: "wrong"}


class Cells(Artist):
    """A table of colours, one cell a pixel, stretched without blur. colours: (rows, columns, 4) uint8; row 0 is on top."""

    def __init__(self, colours: np.ndarray, box: tuple[float, float, float, float]) -> None:
        super().__init__()
        self.colours, self.box = colours, box

    def draw(self, renderer: Any) -> None:
        x, y, width, height = self.box
        upright = np.ascontiguousarray(self.colours[::-1])
        renderer.draw_image(renderer.new_gc(), x, y, upright, Affine2D().scale(width, height))


class Words(Text):
    """One line of text at its place. Unlike matplotlib's own text it is not measured: whoever shows the SVG knows the letters' widths."""

    def draw(self, renderer: Any) -> None:
        pen = renderer.new_gc()
        pen.set_foreground(self.get_color())
        x, y = self.get_position()
        renderer.open_group("text")
        renderer.draw_text(pen, x, renderer.height - y, self.get_text(), self.get_fontproperties(), 0, mtext=self)
        renderer.close_group("text")


class Drawing:
    """width, height: points. The origin is at the lower left."""

    def __init__(self, width: float, height: float) -> None:
        self.width, self.height = width, height
        self.figure = Figure(figsize=(width / 72, height / 72), dpi=72)
        FigureCanvasSVG(self.figure)
        self.figure.patch.set_visible(False)

    def line(self, x: Sequence[float] | np.ndarray, y: Sequence[float] | np.ndarray, colour: str, **style: Any) -> None:
        self.figure.add_artist(Line2D(x, y, color=colour, transform=IdentityTransform(), **style))

    def box(self, x: float, y: float, width: float, height: float, colour: str) -> None:
        self.figure.add_artist(Rectangle((x, y), width, height, facecolor=colour, edgecolor="none", transform=IdentityTransform()))

    def cells(self, colours: np.ndarray, box: tuple[float, float, float, float]) -> None:
        self.figure.add_artist(Cells(colours, box))

    def words(self, x: float, y: float, text: str, colour: str = SOFT, *, side: str = "left", size: float = 10.5) -> None:
        """side: which side of the text lies at x."""
        self.figure.add_artist(Words(x, y, text, color=colour, ha=side, size=size, transform=IdentityTransform()))

    def svg(self, *, key: str, title: str) -> str:
        """The picture as an <svg> element. key: letters and digits that no other picture of the page has. title: escaped HTML."""
        page = io.StringIO()
        nothing = {"Date": None, "Creator": None, "Format": None, "Type": None}
        with matplotlib.rc_context({"svg.fonttype": "none", "svg.hashsalt": key}):
            renderer = RendererSVG(self.width, self.height, page, None, 72, metadata=nothing)
            self.figure.draw(renderer)
            renderer.finalize()
        return self._inline(page.getvalue(), key, title)

    def _inline(self, svg: str, key: str, title: str) -> str:
        body = svg[svg.index("<svg") :]
        body = re.sub(r"<svg[^>]*>\s*<defs>\s*<style.*?</defs>", "", body, count=1, flags=re.S)
        body = _own_ids(body, key)
        body = body.replace("xlink:href=", "href=").replace("image-rendering:crisp-edges;", "")
        body = re.sub(r"font-family: [^;\"]*;? ?", "", body)
        body = re.sub(r" transform=\"rotate\(-?0 [^\"]*\"", "", body)
        body = re.sub(r"<[^>]*>", lambda tag: re.sub(r"-?\d+\.\d{2,}(?![\w+/=])", _short, tag[0]), body)
        body = re.sub(r"(\d) ?\n(?=[LMCzZ])", r"\1", body)
        body = re.sub(r"\n\s*", "", body)
        for colour, name in _VARIABLES.items():
            body = body.replace(colour, f"var(--{name})")
        start = f'<svg viewBox="0 0 {self.width:g} {self.height:g}" role="img" aria-labelledby="{key}-title" class="picture">'
        return f'{start}<title id="{key}-title">{title}</title>{body}'


def _short(match: re.Match[str]) -> str:
    return f"{float(match[0]):.1f}".removesuffix(".0")


def _own_ids(svg: str, key: str) -> str:
    """Only ids that something refers to stay, and they start with the picture's key."""
    used = set(re.findall(r"(?:href=\"|url\()#([\w.-]+)", svg))
    svg = re.sub(r" id=\"([\w.-]+)\"", lambda match: f' id="{key}-{match[1]}"' if match[1] in used else "", svg)
    return re.sub(r"(href=\"|url\()#([\w.-]+)", rf"\g<1>#{key}-\g<2>", svg)
