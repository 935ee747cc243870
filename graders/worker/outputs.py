"""What a notebook's cells give, in the words of the notebook format, where the executed copy is asked for."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable
from typing import Any


class Outputs:
    """The outputs of each cell, as long as there is room. by_cell: number -> its outputs; keeping: whether anybody wants them."""

    def __init__(self) -> None:
        self.by_cell: dict[int, list[dict[str, Any]]] = {}
        self.keeping = False
        self._room = 0
        self._current: list[dict[str, Any]] = []

    def keep(self, most: int) -> None:
        """Keep outputs from here on, at most so many characters in all cells together."""
        self.keeping, self._room = True, most

    def begin(self, number: int) -> None:
        """A cell begins: what comes now is its own."""
        self._current = self.by_cell[number] = []

    def clear(self) -> None:
        self._current.clear()

    def value(self, count: int, data: dict[str, Any], about: dict[str, Any]) -> None:
        """The value of a cell's last line."""
        self._add({"output_type": "execute_result", "execution_count": count, "data": _plain(data), "metadata": _plain(about)})

    def display(self, data: dict[str, Any], about: dict[str, Any]) -> None:
        """What a cell displays: a figure, a table."""
        self._add({"output_type": "display_data", "data": _plain(data), "metadata": _plain(about)})

    def error(self, name: str, text: str, lines: list[str]) -> None:
        self._add({"output_type": "error", "ename": name, "evalue": text, "traceback": lines})

    def printed(self, stream: str, text: str) -> None:
        """Text that a cell prints; it goes on where the last output ended, if that was text of the same stream."""
        if not self._has_room(len(text)):
            return
        last = self._current[-1] if self._current else {}
        if last.get("name") == stream:
            last["text"] += text
        else:
            self._current.append({"output_type": "stream", "name": stream, "text": text})

    def listening(self, name: str, stream: Any) -> Any:
        """A stream that prints what the given one prints, and keeps it."""
        return _Listening(self, name, stream)

    def _add(self, output: dict[str, Any]) -> None:
        if self._has_room(len(json.dumps(output))):
            self._current.append(output)

    def _has_room(self, size: int) -> bool:
        self._room -= size
        return self.keeping and self._room > 0


def _plain(data: Any) -> Any:
    """JSON values only: bytes as base64, whatever else is none as its text."""
    if isinstance(data, dict):
        return {str(key): _plain(value) for key, value in data.items()}
    if isinstance(data, bytes):
        return base64.b64encode(data).decode("ascii")
    if isinstance(data, (list, tuple)):
        return [_plain(value) for value in data]
    return data if isinstance(data, (str, int, float)) or data is None else str(data)


class _Listening:
    """A text stream in all but what is written through it."""

    def __init__(self, outputs: Outputs, name: str, stream: Any) -> None:
        self._outputs, self._name, self._stream = outputs, name, stream

    def write(self, text: str) -> int:
        self._stream.write(text)
        self._outputs.printed(self._name, text)
        return len(text)

    def writelines(self, lines: Iterable[str]) -> None:
        for line in lines:
            self.write(line)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)
