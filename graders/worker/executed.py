"""The executed copy of a notebook: what the student wrote, with what the cells gave here. For a person who wants to look."""

from __future__ import annotations

import json
from typing import Any

import nbformat
import nbformat.v4
import numpy as np

from .notebook import Notebook, notebook_text

KEPT_OUTPUT = 4 << 20  # characters of output in all cells together


def executed_copy(notebook: Notebook, cells: dict[int, Any], stopped: dict[int, str]) -> np.ndarray:
    """The notebook file as bytes. cells: number -> the cell with its outputs. stopped: number -> why a cell did not run to its end."""
    book = _book(notebook)
    for number, cell in enumerate(book.cells, 1):
        if cell.cell_type != "code":
            continue
        ran = cells.get(number)
        cell.outputs = list(ran.outputs) if ran is not None else []
        cell.execution_count = ran.execution_count if ran is not None else None
        if number in stopped:
            cell.outputs.append(nbformat.v4.new_output("stream", name="stderr", text=f"[grader] {stopped[number]}\n"))
    text = json.dumps(book, ensure_ascii=True, indent=1)
    return np.frombuffer(text.encode("ascii"), np.uint8)


def _book(notebook: Notebook) -> Any:
    """The student's notebook in today's format; where that cannot be had, its code cells alone, each in its own place."""
    name = notebook.opened["main"]
    try:
        book: Any = nbformat.reads(notebook_text(notebook.opened["files"][name].tobytes(), name), as_version=4)
        json.dumps(book)
    except Exception:  # a notebook that Jupyter would not open either
        book = nbformat.v4.new_notebook()
        for cell in notebook.cells:
            missing = cell.number - 1 - len(book.cells)
            book.cells += [nbformat.v4.new_markdown_cell("") for _ in range(missing)]
            book.cells.append(nbformat.v4.new_code_cell(cell.source))
    return book
