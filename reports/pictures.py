"""Pictures of an answer beside the expected one: two lines for a row of numbers, heat maps for a table."""

from __future__ import annotations

import functools
import html
from typing import Any

import matplotlib
import numpy as np

from .drawing import EXPECTED, INK, RULE, WRONG, YOURS, Drawing
from .evidence import Pair

_FEW = 3  # so few numbers are read faster than a picture
_MOST = 160  # points of a line that 400 points of paper can show
_ROWS = 60
_HUGE = 1e100
_GREY = (128, 128, 128, 255)


def picture(pair: Pair, *, key: str, limit: float) -> str | None:
    """An <svg> element, or None where a picture says nothing: text, different shapes, single numbers, nothing finite.

    key: unique in the page. limit: the largest difference that passes; smaller ones are drawn pale.
    """
    if not pair.same_shape:
        return None
    expected, yours = _drawable(pair.expected), _drawable(pair.yours)
    if expected.size <= _FEW or not np.isfinite(expected).any() or not np.isfinite(yours).any():
        return None
    if min(expected.shape) == 0 or expected.ndim == 1 or max(expected.shape) == expected.size:
        return _lines(expected.ravel(), yours.ravel(), key, limit)
    table = expected.reshape(-1, expected.shape[-1])
    return _maps(table[:_ROWS], yours.reshape(table.shape)[:_ROWS], key, limit)


def _drawable(side: object) -> np.ndarray:
    """The numbers with infinities as gaps, and short of overflow."""
    array = np.asarray(side, dtype=np.float64)
    return np.clip(np.where(np.isinf(array), np.nan, array), -_HUGE, _HUGE)


def _lines(expected: np.ndarray, yours: np.ndarray, key: str, limit: float) -> str:
    """(N,) each: both as lines over the index, and below them their difference."""
    drawing = Drawing(440, 232)
    left, right, low, high = 58.0, 430.0, 92.0, 204.0
    shown = _worst_of_each_stretch(expected, yours)
    x = left + (right - left) * shown / max(len(expected) - 1, 1)
    bottom, top = _range(expected, yours)
    marked = len(shown) <= 50
    for y, value in ((low, bottom), (high, top)):
        drawing.line([left, right], [y, y], RULE, linewidth=0.75)
        drawing.words(left - 6, y - 3, _label(value), side="right")
    for values, colour, mark, dash in ((expected, EXPECTED, "o", "-"), (yours, YOURS, "x", "--")):
        y = low + (high - low) * np.clip((values[shown] - bottom) / (top - bottom), -0.06, 1.06)
        drawing.line(x, y, colour, linewidth=1.4, linestyle=dash, marker=mark if marked else None, markersize=5, markerfacecolor="none")
    difference = (yours - expected)[shown]
    _difference_line(drawing, x, difference, max(_reach(difference), 10 * limit))
    drawing.words(left, 4, "entry 0")
    drawing.words(right, 4, f"entry {len(expected) - 1}", side="right")
    drawing.words(left, 218, "○ — expected", EXPECTED, size=11.5)
    drawing.words(left + 98, 218, "× - - yours", YOURS, size=11.5)
    return drawing.svg(key=key, title=html.escape(f"Your {len(expected)} numbers as a line over the expected ones, and their difference."))


def _difference_line(drawing: Drawing, x: np.ndarray, difference: np.ndarray, reach: float) -> None:
    """reach: the difference that the strip is high enough for."""
    left, right, middle, half = x[0], x[-1], 42.0, 20.0
    drawing.line([left, right], [middle, middle], RULE, linewidth=0.75)
    drawing.line(x, middle + half * difference / (reach or 1), WRONG, linewidth=1.2)
    for share in (1, -1) if reach else (0,):
        drawing.words(left - 6, middle + 14 * share - 4, _label(share * reach), side="right")
    drawing.words(left, middle + half + 7, "difference (yours − expected)", WRONG)


def _worst_of_each_stretch(expected: np.ndarray, yours: np.ndarray) -> np.ndarray:
    """Indices to draw: all, or of each stretch of neighbours the one that differs most, so that no single error is lost."""
    size = len(expected)
    if size <= _MOST:
        return np.arange(size)
    error = np.where(np.isfinite(yours - expected), np.abs(yours - expected), np.inf)
    return np.array([part[np.argmax(error[part])] for part in np.array_split(np.arange(size), _MOST)])


def _maps(expected: np.ndarray, yours: np.ndarray, key: str, limit: float) -> str:
    """(R, C) each: both on one scale, and their difference with white as nothing."""
    rows, columns = expected.shape
    cell = min(120 / columns, 120 / rows, 24.0)
    width, height = max(cell * columns, 12.0), max(cell * rows, 12.0)
    drawing = Drawing(440, height + 52)
    bottom, top = _range(expected, yours)
    difference = yours - expected
    reach = max(_reach(difference), 10 * limit) or 1.0
    panels = (
        ("expected", _colours(expected, bottom, top, "viridis"), f"{_label(bottom)} to {_label(top)}"),
        ("yours", _colours(yours, bottom, top, "viridis"), "on the same scale"),
        ("yours − expected", _colours(difference, -reach, reach, "RdBu_r"), f"{_label(-reach)} to {_label(reach)}"),
    )
    for place, (title, colours, scale) in enumerate(panels):
        x = 4 + 148.0 * place
        drawing.cells(colours, (x, 32, width, height))
        drawing.line([x, x + width, x + width, x, x], [32, 32, 32 + height, 32 + height, 32], RULE, linewidth=0.75)
        drawing.words(x, height + 38, title, INK, size=11.5)
        drawing.cells(_ramp("viridis" if place < 2 else "RdBu_r"), (x, 18, 60, 6))
        drawing.words(x, 5, scale)
    return drawing.svg(key=key, title=html.escape(f"Three heat maps of {rows} by {columns} numbers: expected, yours, and the difference."))


def _colours(values: np.ndarray, low: float, high: float, scale: str) -> np.ndarray:
    """(R, C) numbers -> (R, C, 4) uint8; what is no finite number is grey."""
    share = np.clip((values - low) / (high - low), 0, 1)
    colours = _colormap(scale)(np.nan_to_num(share), bytes=True)
    colours[~np.isfinite(values)] = _GREY
    return colours


def _ramp(scale: str) -> np.ndarray:
    return _colormap(scale)(np.linspace(0, 1, 16)[None], bytes=True)


@functools.cache
def _colormap(scale: str) -> Any:
    """matplotlib makes a new table of colours at every call."""
    return matplotlib.colormaps[scale]


def _label(value: float) -> str:
    return f"{value:.3g}".replace("-", "−")


def _range(expected: np.ndarray, yours: np.ndarray) -> tuple[float, float]:
    """The scale for both: that of the expected numbers, widened for yours by three times its own span at most."""
    low, high = float(np.nanmin(expected)), float(np.nanmax(expected))
    span = (high - low) or abs(high) or 1.0
    low, high = min(low, max(float(np.nanmin(yours)), low - 3 * span)), max(high, min(float(np.nanmax(yours)), high + 3 * span))
    return (low, high) if high > low else (low - span / 2, high + span / 2)


def _reach(difference: np.ndarray) -> float:
    finite = np.abs(difference[np.isfinite(difference)])
    return float(finite.max()) if finite.size else 0.0
