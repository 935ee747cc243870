"""`check()` inside a notebook: in a real kernel, and called by hand."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import numpy as np
import pytest
from nbclient import NotebookClient

from kit.checker import contents as kit_contents
from kit.checker import notebook

from .test_checker import HMM, PYZ, right


@pytest.fixture(scope="module")
def hmm(kit_of: Callable[[str], dict[str, bytes]]) -> kit_contents.Contents:
    with zipfile.ZipFile(io.BytesIO(kit_of(HMM)[PYZ])) as archive:
        names = ("assignment.json", "public.json", "public.npz")
        return kit_contents.contents_of({name: archive.read(f"assay_check/data/{name}") for name in names})


@pytest.fixture
def work() -> dict[str, Any]:
    """The names that a notebook with a right submission holds."""
    names: dict[str, Any] = {"In": ["", right(HMM).read_text(encoding="utf-8")]}
    exec(names["In"][1], names)
    return names


def outcomes(card: Any) -> dict[str, str]:
    return {f"{task.name}.{check.name}": check.outcome for task in card.tasks for check in task.checks}


def test_in_a_kernel_the_cell_shows_the_same_as_html_and_as_text(kit_folder: Path) -> None:
    cells = [
        'import sys; sys.path.append("hidden_markov_models.pyz"); from assay_check import check',
        right(HMM).read_text(encoding="utf-8"),
        "check(viterbi)",
        "def viterbi(A, B, pi, observations):\n    print('<b>mine</b>')\n    raise ValueError('<script>alert(1)</script>')",
        "check(viterbi, 'forward')",
        "check(print)",
        "import reports",
    ]
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in cells])
    NotebookClient(book, timeout=100, allow_errors=True, resources={"metadata": {"path": str(kit_folder)}}).execute()
    good, bad, unknown = (book.cells[i].outputs for i in (2, 4, 5))
    assert "6.5 of 6.5 public points" in good[0].data["text/html"]
    assert "✓ passed  decodes the slides' umbrella days" in good[0].data["text/plain"]
    assert "&lt;script&gt;" in bad[0].data["text/html"]
    assert "<script>" not in bad[0].data["text/html"]
    assert "<b>forward</b>" in bad[0].data["text/html"]
    assert len(bad) == 1, "what the function prints is told with the check"
    assert "Your code printed: &lt;b&gt;mine&lt;/b&gt;" in bad[0].data["text/html"]
    assert "(In[4], line 3: `raise ValueError" in bad[0].data["text/plain"].replace("\n      ", " ")
    assert "`print` is no task of this assignment" in unknown[0].text
    assert book.cells[6].outputs[0].ename == "ModuleNotFoundError", "our own rooms stay inside the package"


def test_right_work_passes_and_the_state_is_kept(hmm: kit_contents.Contents, work: dict[str, Any]) -> None:
    random.seed(1)
    np.random.seed(1)
    states = random.getstate(), np.random.get_state()[1].tolist()
    card = notebook.checked(work, hmm)
    assert set(outcomes(card).values()) == {"passed"}
    assert (random.getstate(), np.random.get_state()[1].tolist()) == states


def test_only_the_task_that_is_asked_for_is_told(hmm: kit_contents.Contents, work: dict[str, Any]) -> None:
    assert {name.split(".")[0] for name in outcomes(notebook.checked(work, hmm, frozenset({"viterbi"})))} == {"viterbi"}


@pytest.mark.parametrize(
    ("body", "status", "words"),
    [
        ("raise SystemExit", "raised", "the code ended the program, as exit(), sys.exit() and argparse do"),
        ("while True: pass", "timed_out", "took longer than"),
        ("return open", "refused", "returned"),
        ("return None", "returned", "None"),
    ],
)
def test_what_goes_wrong_is_told_and_the_kernel_lives(
    body: str, status: str, words: str, hmm: kit_contents.Contents, work: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(notebook, "_bell", lambda seconds, bell=notebook._bell: bell(min(seconds, 0.3)))
    exec(f"def viterbi(A, B, pi, observations):\n    {body}", work)
    check = notebook.checked(work, hmm, frozenset({"viterbi"})).tasks[0].checks[0]
    assert (check.outcome, check.status) == ("failed", status)
    assert words in f"{check.rationale} {check.hint}"


def test_the_student_can_stop_it(hmm: kit_contents.Contents, work: dict[str, Any]) -> None:
    exec("def viterbi(A, B, pi, observations):\n    raise KeyboardInterrupt", work)
    with pytest.raises(KeyboardInterrupt):
        notebook.checked(work, hmm, frozenset({"viterbi"}))


def test_a_name_that_is_not_defined_is_missing(hmm: kit_contents.Contents) -> None:
    check = notebook.checked({"In": [""]}, hmm, frozenset({"viterbi"})).tasks[0].checks[0]
    assert check.status == "missing"
    assert "`viterbi` is not defined in your notebook" in (check.rationale or "")


def test_torch_is_left_as_it_was(hmm: kit_contents.Contents, work: dict[str, Any]) -> None:
    torch = pytest.importorskip("torch")
    torch.manual_seed(3)
    before = torch.get_rng_state().tolist(), torch.are_deterministic_algorithms_enabled()
    notebook.checked(work, hmm, frozenset({"viterbi"}))
    assert (torch.get_rng_state().tolist(), torch.are_deterministic_algorithms_enabled()) == before
