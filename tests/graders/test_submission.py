"""Who handed in what: matched by name, then by content, never guessed."""

from __future__ import annotations

import io
import json
import os
import stat
import zipfile
from pathlib import Path

import pytest

from graders import submission as submissions
from graders.errors import SubmissionError

KNOWN = {"hmm": frozenset({"viterbi", "forward"}), "rnn": frozenset({"cell", "unroll"})}
HMM = "import numpy as np\ndef viterbi(A): ...\n"
RNN = "import torch\ndef cell(x): ...\n"


def notebook(source: str) -> str:
    cell = {"cell_type": "code", "source": source.splitlines(True), "metadata": {}, "outputs": [], "execution_count": None}
    prose = {"cell_type": "markdown", "source": "hello", "metadata": {}}
    return json.dumps({"cells": [prose, cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


def found(folder: Path, slug: str | None = None) -> submissions.Found:
    return submissions.in_class(folder, KNOWN, slug)


def pairs(folder: Path, slug: str | None = None) -> list[tuple[str, str]]:
    return sorted((one.student, one.slug) for one in found(folder, slug).submissions)


def test_files_folders_and_zips_become_students(tmp_path: Path) -> None:
    (tmp_path / "ann.py").write_text(HMM)
    (tmp_path / "bob.ipynb").write_text(notebook(RNN))
    (tmp_path / "cy").mkdir()
    (tmp_path / "cy" / "hmm.py").write_text("from tools import *\n")
    (tmp_path / "cy" / "tools.py").write_text("def helper(): ...\n")
    (tmp_path / "cy" / "Rnn (2).ipynb").write_text(notebook(RNN))
    with zipfile.ZipFile(tmp_path / "dee.zip", "w") as archive:
        archive.writestr("homework/hmm.py", HMM)
        archive.writestr("__MACOSX/._hmm.py", "x")
    (tmp_path / "README.md").write_text("not a student")
    assert pairs(tmp_path) == [("ann", "hmm"), ("bob", "rnn"), ("cy", "hmm"), ("cy", "rnn"), ("dee", "hmm")]
    assert [(n.entry, n.serious) for n in found(tmp_path).not_graded] == [("README.md", False)]
    cy = next(one for one in found(tmp_path).submissions if (one.student, one.slug) == ("cy", "hmm"))
    assert cy.package is not None
    assert set(cy.package.files) == {"hmm.py", "tools.py", "Rnn (2).ipynb"}
    assert "torch" in cy.package.imports
    assert [file.path for file in cy.files] == sorted(cy.package.files)


def test_a_named_assignment_takes_any_file_name(tmp_path: Path) -> None:
    (tmp_path / "ann.py").write_text("x = 1\n")
    (tmp_path / "bob").mkdir()
    (tmp_path / "bob" / "final.py").write_text(HMM)
    (tmp_path / "bob" / "plots.py").write_text("def plot(): ...\n")
    assert pairs(tmp_path, "hmm") == [("ann", "hmm"), ("bob", "hmm")]
    assert {one.package.main for one in found(tmp_path, "hmm").submissions if one.package} == {"ann.py", "final.py"}


def test_two_files_for_one_assignment_are_the_instructors_to_decide(tmp_path: Path) -> None:
    (tmp_path / "ann.py").write_text(HMM)
    (tmp_path / "ann.ipynb").write_text(notebook(HMM))
    (tmp_path / "bob").mkdir()
    (tmp_path / "bob" / "a.py").write_text(HMM)
    (tmp_path / "bob" / "b.py").write_text(HMM)
    (tmp_path / "cy.py").write_text(HMM)
    by_student = {one.student: one for one in found(tmp_path).submissions}
    assert by_student["ann"].clash
    assert "ann.ipynb" in by_student["ann"].problem
    assert "ann.py" in by_student["ann"].problem
    assert by_student["bob"].clash
    assert by_student["cy"].package is not None


def test_what_fits_no_assignment_is_listed_with_the_remedy(tmp_path: Path) -> None:
    (tmp_path / "ann.py").write_text("def something(): ...\n")
    (tmp_path / "bob").mkdir()
    (tmp_path / "bob" / "essay.pdf").write_bytes(b"%PDF")
    (tmp_path / "cy.py").write_text(HMM + RNN)
    reasons = {one.entry: one.reason for one in found(tmp_path).not_graded}
    assert "--assignment" in reasons["ann.py"]
    assert "no .py or .ipynb" in reasons["bob"]
    assert "--assignment" in reasons["cy.py"]  # as many entries of the one as of the other


@pytest.mark.parametrize("name", ["../evil.py", "/abs.py", "a/../../evil.py"])
def test_zips_that_lead_out_are_refused(tmp_path: Path, name: str) -> None:
    with zipfile.ZipFile(tmp_path / "ann.zip", "w") as archive:
        archive.writestr(name, HMM)
    (tmp_path / "bob.py").write_text(HMM)
    by_student = {one.student: one for one in found(tmp_path, "hmm").submissions}
    assert by_student["ann"].package is None
    assert "leads out" in by_student["ann"].problem
    assert by_student["bob"].package is not None


def test_links_in_zips_and_folders_are_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("42")
    link = zipfile.ZipInfo("hmm.py")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    (tmp_path / "class").mkdir()
    with zipfile.ZipFile(tmp_path / "class" / "ann.zip", "w") as archive:
        archive.writestr(link, str(secret))
    (tmp_path / "class" / "bob").mkdir()
    (tmp_path / "class" / "bob" / "hmm.py").write_text(HMM)
    (tmp_path / "class" / "bob" / "data.txt").symlink_to(secret)
    (tmp_path / "class" / "cy.py").symlink_to(secret)
    result = found(tmp_path / "class", "hmm")
    by_student = {one.student: one for one in result.submissions}
    assert by_student["ann"].package is None
    assert by_student["bob"].package is not None
    assert set(by_student["bob"].package.files) == {"hmm.py"}
    assert "link" in result.not_graded[0].reason


def test_zip_bombs_broken_zips_and_double_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(submissions, "MOST_BYTES", 100_000)
    monkeypatch.setattr(submissions, "MOST_FILES", 20)
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("hmm.py", b"#" * 1_000_000)
    with zipfile.ZipFile(tmp_path / "many.zip", "w") as archive:
        for i in range(30):
            archive.writestr(f"{i}.txt", "x")
    with zipfile.ZipFile(tmp_path / "twice.zip", "w") as archive:
        archive.writestr("hmm.py", "x")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("hmm.py", "y")
    page = io.BytesIO()
    with zipfile.ZipFile(page, "w") as archive:
        archive.writestr("hmm.py", HMM)
    (tmp_path / "cut.zip").write_bytes(page.getvalue()[:40])
    (tmp_path / "text.zip").write_text("<html>please log in</html>")
    problems = {one.student: one.problem for one in found(tmp_path, "hmm").submissions}
    assert "more than" in problems["bomb"]
    assert "more than 20 files" in problems["many"]
    assert "twice" in problems["twice"]
    assert "cannot be unpacked" in problems["cut"]
    assert "cannot be unpacked" in problems["text"]


def test_an_unusable_class_folder_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(SubmissionError, match="is empty"):
        found(tmp_path)
    with pytest.raises(SubmissionError, match="does not exist"):
        found(tmp_path / "nowhere")
    (tmp_path / "one.py").write_text(HMM)
    with pytest.raises(SubmissionError, match="assay check"):
        found(tmp_path / "one.py")


def test_odd_names_survive(tmp_path: Path) -> None:
    names = ["=1+1", "-rf", "名前", "a b", "O'Hara", "x" * 100, "new\nline"]
    for name in names:
        (tmp_path / f"{name}.py").write_text(HMM)
    with open(os.fsencode(tmp_path) + b"/caf\xe9.py", "w") as page:
        page.write(HMM)
    students = {one.student for one in found(tmp_path).submissions}
    assert set(names) <= students
    assert len(students) == len(names) + 1
    assert all(student.encode("utf-8") for student in students)


def test_check_takes_one_file_with_the_modules_beside_it(tmp_path: Path) -> None:
    (tmp_path / "mine.py").write_text(HMM + "import tools\n")
    (tmp_path / "tools.py").write_text("x = 1\n")
    one = submissions.of_file(tmp_path / "mine.py", KNOWN, None)
    assert (one.student, one.slug) == ("mine", "hmm")
    assert one.package is not None
    assert set(one.package.files) == {"mine.py", "tools.py"}
    for name, words in (("gone.py", "does not exist"), ("notes.txt", "no .py, .ipynb")):
        (tmp_path / "notes.txt").write_text("x")
        with pytest.raises(SubmissionError, match=words):
            submissions.of_file(tmp_path / name, KNOWN, None)
    (tmp_path / "both").mkdir()
    (tmp_path / "both" / "hmm.py").write_text(HMM)
    (tmp_path / "both" / "rnn.py").write_text(RNN)
    with pytest.raises(SubmissionError, match="several assignments"):
        submissions.of_file(tmp_path / "both", KNOWN, None)
