"""In place of `pictures` where there is no matplotlib: nothing is drawn, and the sheet shows the numbers."""

from __future__ import annotations

from .evidence import Pair


def picture(pair: Pair, *, key: str, limit: float) -> str | None:
    """None: nothing can be drawn."""
    return None
