"""Draws the handouts' pictures: `python -m assignments.pictures [SLUG ...]`.

A handout that needs pictures has a `pictures.py` beside it. Each public function of it draws one, as a matplotlib figure, and is
stored as `pictures/<function>.svg`. A test draws them anew and compares, so a picture is never edited by hand.
"""

from __future__ import annotations

import importlib
import inspect
import io
import sys
from collections.abc import Callable
from pathlib import Path

import matplotlib
from matplotlib.figure import Figure

HERE = Path(__file__).parent

# Text stays text (readable, small, found by a search); no date and no random ids, so that the bytes are the same every time.
STYLE = {"svg.fonttype": "none", "svg.hashsalt": "assay", "font.size": 10, "figure.constrained_layout.use": True}


def slugs() -> list[str]:
    """The assignments that have pictures."""
    return sorted(path.parent.name for path in HERE.glob("*/pictures.py"))


def drawn(slug: str) -> dict[str, bytes]:
    """File name -> SVG of every picture of an assignment."""
    module = importlib.import_module(f"assignments.{slug}.pictures")
    functions = [item for name, item in vars(module).items() if _draws(name, item, module.__name__)]
    return {f"{function.__name__}.svg": _svg(function) for function in functions}


def _draws(name: str, item: object, module: str) -> bool:
    return not name.startswith("_") and inspect.isfunction(item) and item.__module__ == module


def _svg(draw: Callable[[], Figure]) -> bytes:
    page = io.BytesIO()
    with matplotlib.rc_context(STYLE):
        draw().savefig(page, format="svg", metadata={"Date": None, "Creator": None, "Title": (inspect.getdoc(draw) or "").split("\n")[0]})
    return page.getvalue()


def main(chosen: list[str]) -> None:
    for slug in chosen or slugs():
        folder = HERE / slug / "pictures"
        folder.mkdir(exist_ok=True)
        for name, content in drawn(slug).items():
            (folder / name).write_bytes(content)
            print(f"{folder.relative_to(HERE.parent) / name}  {len(content) / 1000:.0f} KB")


if __name__ == "__main__":
    main(sys.argv[1:])
