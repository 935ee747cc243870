"""The worker's parts that need no process: reading notebooks, naming what is meant, and standing alone."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from graders import worker
from graders.worker import Plain, Refusal, Unreadable, read_notebook

from .session_tools import code, notebook, text


def test_the_worker_imports_nothing_of_ours() -> None:
    tree = ast.parse(Path(worker.__file__).read_text())
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert not [name for name in names if name.split(".")[0] in ("graders", "fixtures", "reference", "assignments", "reports", "")]
    assert all(node.level == 0 for node in ast.walk(tree) if isinstance(node, ast.ImportFrom))
    assert not names & {"pickle", "dill", "marshal", "shelve"}


def test_the_worker_stands_alone(tmp_path: Path) -> None:
    alone = tmp_path / "worker.py"
    alone.write_bytes(Path(worker.__file__).read_bytes())
    done = subprocess.run([sys.executable, "-I", str(alone)], capture_output=True, text=True, cwd=tmp_path, check=False)
    assert "not enough values to unpack" in done.stderr  # it started, and asks for its arguments


def test_cells_are_counted_as_a_person_counts_them() -> None:
    lines = {"cell_type": "code", "source": ["a\r\n", "b"]}
    book = notebook(text("a"), "x = 1", code("", ""), code("y = 2", "skip-grading"), lines, "%%time\nz")
    assert [(cell.number, cell.source) for cell in read_notebook(book, "a.ipynb")] == [(2, "x = 1"), (5, "a\nb"), (6, "# %%time\nz")]


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "is empty"),
        (b"\n <html><body>Log in", "an HTML page"),
        (b"%PDF-1.7", "a PDF"),
        (b"PK\x03\x04rest", "a zip or Word file"),
        (b'{"cells": [', r"not valid JSON \(line 1, column 12\)"),
        (b'{"a": 1,\n<<<<<<< HEAD\n', "merge conflict"),
        (b"[1]", "not a notebook"),
        (b'{"cells": 3}', "no list of cells"),
        (b'{"worksheets": [3]}', "no list of cells"),
        (b"[" * 100_000, "nested too deeply"),
        (b"\xff\xfe\x00", "not valid JSON"),
    ],
)
def test_what_is_no_notebook_is_told_with_its_remedy(raw: bytes, said: str) -> None:
    with pytest.raises(Unreadable, match=f"a.ipynb.*{said}"):
        read_notebook(raw, "a.ipynb")


@pytest.mark.parametrize("cell", [None, 3, {}, {"cell_type": "code"}, code(3), code([1])])  # type: ignore[arg-type]
def test_an_odd_cell_is_passed_over(cell: Any) -> None:
    assert read_notebook(json.dumps({"cells": [cell]}).encode(), "a.ipynb") == []


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ({1, 2}, "a set; return an array"),
        (iter([]), "a list_iterator"),
        (object(), "an object"),
        (np.array([1, None]), "dtype object"),
        (np.array(["2020"], "M8[Y]"), "dtype datetime64"),
        (np.ma.array([1, 2], mask=[0, 1]), "masked values"),
        ({frozenset(): 1}, "a dict with a frozenset as a key"),
        (10**5000, "a whole number of more"),
        ("x" * (1 << 19), "a text of 524,288 characters"),
        (np.broadcast_to(0.0, (1 << 30,)), "more than 64 MB"),
        ([0] * 300_000, "more than 200,000 separate values"),
    ],
    ids=range(11),
)
def test_what_cannot_be_graded_is_named(value: Any, said: str) -> None:
    with pytest.raises(Refusal, match=said):
        Plain().read(value)


@pytest.mark.parametrize(
    ("name", "near"), [("viterbi", "Viterbi"), ("softmax", "softm\u0430x"), ("layer_norm", "layernorm"), ("gelu", None)]
)  # fmt: skip
def test_a_near_name_is_offered(name: str, near: str | None) -> None:
    said = worker._similar(name, ["Viterbi", "softm\u0430x", "layernorm", "np", "_gelu"])
    assert said == (f" Did you mean `{near}`?" if near else "")


def test_a_file_outside_the_folder_is_not_written(tmp_path: Path) -> None:
    for name in ("../evil.py", "/tmp/evil.py", "a/../../evil.py"):
        with pytest.raises(worker.WireError):
            worker.write_files(str(tmp_path / "in"), {name: np.zeros(1, np.uint8)})
