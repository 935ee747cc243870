"""Writes a file whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from .errors import OutputError

_WORK = (".py", ".ipynb", ".zip", ".pyz", ".md", ".yaml")  # what no output of ours looks like


def check_output(path: Path) -> None:
    """Raises OutputError where writing there would destroy somebody's work."""
    if path.suffix.lower() in _WORK and path.exists():
        raise OutputError(f"{path} is there already, and may be your work. Write to another file.")


def write_whole(path: Path, content: str | bytes) -> None:
    """Write a file so that a reader sees the old one or the new one, never half of it. Raises OutputError."""
    try:
        if path.exists() and not path.resolve().is_file():  # /dev/stdout, a pipe: nothing to replace
            path.write_bytes(_bytes(content))
            return
        path = path.resolve()
        path.parent.mkdir(parents=True, exist_ok=True)
        _replace(path, _bytes(content))
    except OSError as error:
        raise OutputError(f"{path} cannot be written ({error.strerror or error}). Check the folder's rights and the free space.") from None


def _bytes(content: str | bytes) -> bytes:
    return content if isinstance(content, bytes) else content.encode("utf-8", "replace")


def _replace(path: Path, content: bytes) -> None:
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as page:
            page.write(content)
        os.chmod(temporary, 0o644)
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
