"""Waits for a file to be saved. It looks at times and sizes, which every system and every shared folder has."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

LOOK = 0.3  # seconds between two looks


def changes(path: Path) -> Iterator[None]:
    """Yields once at the beginning, and again whenever the file, or a module beside it, was saved."""
    seen = _state(path)
    yield
    while True:
        time.sleep(LOOK)
        now = _state(path)
        if now != seen and now:
            time.sleep(LOOK)  # an editor may still be writing
            seen = _state(path)
            yield


def _state(path: Path) -> dict[str, tuple[int, int]]:
    """Name -> (time, size) of what may be checked; empty as long as the file is away."""
    if not path.exists():
        return {}
    files = path.rglob("*") if path.is_dir() else [path, *path.parent.glob("*.py")]
    found = {}
    for file in files:
        try:
            about = file.stat()
        except OSError:  # it went while we looked
            continue
        if file.suffix in (".py", ".ipynb", ".zip"):
            found[str(file)] = (about.st_mtime_ns, about.st_size)
    return found
