"""The worker: it stands alone, keeps out of a submission's way, reads notebooks, and names what is meant."""

from __future__ import annotations

import ast
import importlib.util
import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from graders import worker
from graders.worker.calls import similar
from graders.worker.errors import error_of
from graders.worker.frames import WireError
from graders.worker.notebook import Unreadable, read_notebook
from graders.worker.submission import write_files
from graders.worker.values import Plain, Refusal

from .session_tools import ask, code, notebook, opened, text

FILES = sorted(Path(worker.FOLDER).glob("*.py"))
NAMES = [file.stem for file in FILES if not file.stem.startswith("__")]
FOR_NOTEBOOKS = {"executed.py": {"nbformat"}, "shell.py": {"IPython", "traitlets"}}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_worker_imports_nothing_of_ours(file: Path) -> None:
    tree = ast.parse(file.read_text())
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    from_others = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    names |= {node.module or "" for node in from_others if node.level == 0}
    allowed = {*sys.stdlib_module_names, "numpy", *FOR_NOTEBOOKS.get(file.name, ())}
    assert {name.split(".")[0] for name in names} <= allowed
    assert all(node.level <= 1 for node in from_others)
    assert not names & {"pickle", "dill", "marshal", "shelve"}


def test_the_worker_imports_its_own_files_before_student_code() -> None:
    """One file is imported late, and still before any student code."""
    late = set()
    for file in FILES:
        tree = ast.parse(file.read_text())
        inner = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.level and node not in tree.body]
        late |= {(file.name, node.module) for node in inner}
    assert late == {("serving.py", "shell")}


@pytest.mark.parametrize("spoiled", [False, True])
def test_the_worker_stands_alone(tmp_path: Path, spoiled: bool) -> None:
    """A copy of the folder is enough, and .pyc files that lie in it do no harm."""
    alone = tmp_path / "anywhere"
    shutil.copytree(worker.FOLDER, alone, ignore=shutil.ignore_patterns("__pycache__"))
    for file in alone.glob("*.py") if spoiled else ():
        compiled = Path(importlib.util.cache_from_source(str(file)))
        compiled.parent.mkdir(exist_ok=True)
        compiled.write_bytes(b"no bytecode")
    before = sorted(alone.rglob("*"))
    command = [*worker.command(str(alone)), "serve", "0", "1", str(tmp_path)]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, cwd=tmp_path, env={}, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")  # nobody sent a submission
    assert sorted(alone.rglob("*")) == before


HANDED_IN = [("local", "hmm.py"), ("sandbox", "hmm.py"), ("sandbox", "hmm.ipynb")]


@pytest.mark.parametrize(("kind", "main"), HANDED_IN)
def test_a_submissions_own_files_win_over_the_workers(kind: str, main: str) -> None:
    source = f"import {', '.join(NAMES)}\ndef whose(): return [file.OWNER for file in ({', '.join(NAMES)})]"
    files = {f"{name}__py": "OWNER = 'student'" for name in NAMES}
    with opened(notebook(source) if main.endswith("ipynb") else source, kind=kind, main=main, **files) as session:
        assert session.loaded.problems == ()
        assert ask(session, "whose").value == ["student"] * len(NAMES)


@pytest.mark.parametrize(("kind", "main"), HANDED_IN)
def test_a_submission_cannot_import_the_grader(kind: str, main: str) -> None:
    source = """
import importlib, os, sys
def found(names):
    found = []
    for name in names:
        try: importlib.import_module(name)
        except ImportError: continue
        found.append(name)
    return found
def places(): return [place for place in sys.path if {"graders", "serving.py"} & set(os.listdir(place) if os.path.isdir(place) else ())]
"""
    names = ["graders", "graders.worker", "graders.worker.frames", "worker", "fixtures", "reference", *NAMES]
    with opened(notebook(source) if main.endswith("ipynb") else source, kind=kind, main=main) as session:
        assert session.loaded.problems == ()
        assert ask(session, "found", names).value == []
        assert ask(session, "places").value == []


VANDALS = [
    "import builtins; builtins.__import__ = None",
    "import sys; sys.modules.clear()",
    "import sys; sys.path.clear(); sys.meta_path.clear(); sys.path_hooks.clear(); sys.path_importer_cache.clear()",
    "import builtins; builtins.open = builtins.print = builtins.exec = builtins.compile = None",
]


@pytest.mark.parametrize("vandal", VANDALS)
@pytest.mark.parametrize("when", ["loading", "called"])
def test_a_submission_that_spoils_python_keeps_its_right_answers(vandal: str, when: str) -> None:
    source = (
        "def right(x):\n    return {'twice': [2 * x, 0.5], 'word': 'yes'}\ndef wrong(x):\n    raise KeyError(x)\ndef rest(x): yield x\n"
    )
    source += vandal if when == "loading" else f"def spoil(): {vandal}"
    with opened(source, kind="local") as session:
        assert session.loaded.problems == ()
        if when == "called":
            assert ask(session, "spoil").status == "returned"
        assert ask(session, "right", 3, repeat=2).value == {"twice": [6, 0.5], "word": "yes"}
        error = ask(session, "wrong", "k").error
        assert error is not None
        assert [(error.type, frame.file, frame.line, frame.text) for frame in error.frames] == [
            ("KeyError", "hmm.py", 4, "raise KeyError(x)")
        ]
        assert ask(session, "rest", 1).detail.startswith("`rest` returned a generator; return an array")
        assert ask(session, "Right", 1).detail.endswith("Did you mean `right`?")


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
        (np.array([[1, None]]), "dtype object"),
        (np.array(["2020"], "M8[Y]"), "dtype <M8"),
        (np.ma.array([1, 2], mask=[0, 1]), "masked values"),
        ({frozenset(): 1}, "a dict with a frozenset as a key"),
        (10**5000, "a whole number of more"),
        ("x" * (1 << 19), "a text of 524,288 characters"),
        (np.broadcast_to(0.0, (1 << 30,)), "more than 64 MB"),
        ([None] * 300_000, "more than 200,000 separate values"),
    ],
    ids=range(11),
)
def test_what_cannot_be_graded_is_named(value: Any, said: str) -> None:
    with pytest.raises(Refusal, match=said):
        Plain().read(value)


@pytest.mark.parametrize(
    ("name", "near"),
    [("viterbi", "Viterbi"), ("softmax", "softm\u0430x"), ("layer_norm", "layernorm"), ("gelu", None), ("add_noise", None)],
)  # fmt: skip
def test_a_near_name_is_offered(name: str, near: str | None) -> None:
    said = similar(name, ["Viterbi", "softm\u0430x", "layernorm", "np", "_gelu", "denoise"])
    assert said == (f" Did you mean `{near}`?" if near else "")


def test_a_file_outside_the_folder_is_not_written(tmp_path: Path) -> None:
    for name in ("../evil.py", "/tmp/evil.py", "a/../../evil.py"):
        with pytest.raises(WireError):
            write_files(str(tmp_path / "in"), {name: np.zeros(1, np.uint8)})


def test_long_lists_of_numbers_cross_as_one_array() -> None:
    long = [[[float(i + j + k) for k in range(37)] for j in range(24)] for i in range(150)]
    read = Plain().read(long)
    assert isinstance(read, np.ndarray)
    assert read.shape == (150, 24, 37)
    assert read.tolist() == long
    assert Plain().read([1.0, 2.0]) == [1.0, 2.0]  # a pair stays a pair
    assert Plain().read(list(range(3000))).dtype == np.int64
    for odd in ([[1.0] * 1500, [2.0] * 1499], ["a"] * 3000, [1.0, "a"] * 1500, [2**70] * 3000, [None] * 3000):
        assert isinstance(Plain().read(odd), list)
    endless: list[Any] = [0.0]
    endless.append(endless)
    with pytest.raises(Refusal, match="holds itself"):
        Plain().read(endless)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{{function_node __wrapped__Reshape_device_/job:a/CPU:0}} Input has 4 values [Op:Reshape] name: ", "Input has 4 values"),
        ("conv2d() received an invalid combination of arguments - got (int), but expected one of:\n * (Tensor input)\n", None),
        ("shapes (2,3) and (2,3) not aligned", "shapes (2,3) and (2,3) not aligned"),
    ],
)
def test_what_libraries_add_for_their_own_makers_is_left_out(text: str, said: str | None) -> None:
    told = error_of(ValueError(text), "/nowhere")["text"]
    assert told == (said or "conv2d() received an invalid combination of arguments - got (int)")
