"""Who handed in what: matched by name, then by content, never guessed."""

from __future__ import annotations

import bz2
import errno
import io
import json
import os
import random
import socket
import stat
import struct
import tracemalloc
import unicodedata
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from graders import archive
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
    with zipfile.ZipFile(tmp_path / "dee.zip", "w") as packed:
        packed.writestr("homework/hmm.py", HMM)
        packed.writestr("__MACOSX/._hmm.py", "x")
    (tmp_path / "README.md").write_text("not a student")
    assert pairs(tmp_path) == [("ann", "hmm"), ("bob", "rnn"), ("cy", "hmm"), ("cy", "rnn"), ("dee", "hmm")]
    assert [(n.entry, n.serious) for n in found(tmp_path).not_graded] == [("README.md", False)]
    cy = next(one for one in found(tmp_path).submissions if (one.student, one.slug) == ("cy", "hmm"))
    assert cy.package is not None
    assert set(cy.package.files) == {"hmm.py", "tools.py", "Rnn (2).ipynb"}
    assert "torch" not in cy.package.imports  # that is the notebook of the other assignment
    other = next(one for one in found(tmp_path).submissions if (one.student, one.slug) == ("cy", "rnn"))
    assert other.package is not None
    assert "torch" in other.package.imports
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
    with zipfile.ZipFile(tmp_path / "ann.zip", "w") as packed:
        packed.writestr(name, HMM)
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
    with zipfile.ZipFile(tmp_path / "class" / "ann.zip", "w") as packed:
        packed.writestr(link, str(secret))
    (tmp_path / "class" / "bob").mkdir()
    (tmp_path / "class" / "bob" / "hmm.py").write_text(HMM)
    (tmp_path / "class" / "bob" / "data.txt").symlink_to(secret)
    (tmp_path / "class" / "cy.py").symlink_to(secret)
    held = found(tmp_path / "class", "hmm")
    by_student = {one.student: one for one in held.submissions}
    assert by_student["ann"].package is None
    assert by_student["bob"].package is not None
    assert set(by_student["bob"].package.files) == {"hmm.py"}
    assert "link" in held.not_graded[0].reason


def test_zip_bombs_broken_zips_and_double_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MOST_BYTES", 100_000)
    monkeypatch.setattr(archive, "MOST_FILES", 20)
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("hmm.py", b"#" * 1_000_000)
    with zipfile.ZipFile(tmp_path / "many.zip", "w") as packed:
        for i in range(30):
            packed.writestr(f"{i}.txt", "x")
    with zipfile.ZipFile(tmp_path / "twice.zip", "w") as packed:
        packed.writestr("hmm.py", "x")
        with pytest.warns(UserWarning, match="Duplicate"):
            packed.writestr("hmm.py", "y")
    page = io.BytesIO()
    with zipfile.ZipFile(page, "w") as packed:
        packed.writestr("hmm.py", HMM)
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


def by_student(folder: Path, slug: str | None = None) -> dict[str, submissions.Submission]:
    return {one.student: one for one in found(folder, slug).submissions}


def zipped(path: Path, files: dict[str, str], kind: int = zipfile.ZIP_DEFLATED) -> None:
    with zipfile.ZipFile(path, "w", kind) as packed:
        for name, text in files.items():
            packed.writestr(name, text)


def is_a_sentence(text: str) -> bool:
    return text[:1].strip() != "" and text.endswith(".") and "Traceback" not in text and bool(text.encode("utf-8"))


# ---- names ----


def test_names_that_are_no_utf_8_stay_apart_and_can_be_written_anywhere(tmp_path: Path) -> None:
    root = os.fsencode(tmp_path)
    for name in (b"caf\xe9.py", b"caf\xe8.py", b"ann\xff/hmm.py", b"ann\xff/d\xe9ta.txt"):
        path = os.path.join(root, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w") as page:
            page.write(HMM)
    with open(root + b"/not\xe9s.txt", "w"):
        pass
    held = found(tmp_path)
    assert sorted(one.student for one in held.submissions) == ["ann\\xff", "caf\\xe8", "caf\\xe9"]
    assert [one.entry for one in held.not_graded] == ["not\\xe9s.txt"]
    for one in held.submissions:
        assert one.package is not None
        assert json.dumps([file.path for file in one.files], ensure_ascii=False).encode("utf-8")
    with pytest.raises(SubmissionError) as told:
        found(Path(os.fsdecode(root + b"/n\xe9where")))
    assert "does not exist" in str(told.value).encode("utf-8").decode()


def test_names_that_become_equal_are_a_clash(tmp_path: Path) -> None:
    with open(os.fsencode(tmp_path) + b"/caf\xe9.py", "w") as page:
        page.write(HMM)
    (tmp_path / "caf\\xe9.ipynb").write_text(notebook(HMM))
    assert [(one.student, one.clash) for one in found(tmp_path).submissions] == [("caf\\xe9", True)]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("ann.py", "ann.zip"),
        ("ann.py", "Ann.py"),
        ("ann.py", "ann.PY"),
        ("ann.ipynb", "ann"),
        (unicodedata.normalize("NFC", "Zoë.py"), unicodedata.normalize("NFD", "Zoë.py")),
    ],
)
@pytest.mark.parametrize("slug", [None, "hmm"])
def test_two_hand_ins_of_one_student_are_a_clash_with_both_names(tmp_path: Path, first: str, second: str, slug: str | None) -> None:
    for name in (first, second):
        path = tmp_path / name
        if path.suffix == ".zip":
            zipped(path, {"hmm.py": HMM})
        elif not path.suffix:
            path.mkdir()
            (path / "hmm.py").write_text(HMM)
        else:
            path.write_text(notebook(HMM) if path.suffix == ".ipynb" else HMM)
    (tmp_path / "bob.py").write_text(HMM)
    clash, bob = sorted(found(tmp_path, slug).submissions, key=lambda one: one.student == "bob")
    assert clash.clash
    assert clash.package is None
    assert first in clash.problem
    assert second in clash.problem
    assert bob.package is not None


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("hmm.py", "hmm.ipynb"),
        ("hmm.py", "HMM.py"),
        ("hmm.py", "hmm.PY"),
        (unicodedata.normalize("NFC", "été.py"), unicodedata.normalize("NFD", "été.py")),
    ],
)
@pytest.mark.parametrize("slug", [None, "hmm"])
@pytest.mark.parametrize("packed", [True, False])
def test_two_files_that_could_be_the_one_are_a_clash(tmp_path: Path, first: str, second: str, slug: str | None, packed: bool) -> None:
    texts = {name: notebook(HMM) if name.endswith("ipynb") else HMM for name in (first, second)}
    if packed:
        zipped(tmp_path / "ann.zip", texts)
    else:
        (tmp_path / "ann").mkdir()
        for name, text in texts.items():
            (tmp_path / "ann" / name).write_text(text)
    (only,) = found(tmp_path, slug).submissions
    assert only.clash
    assert first in only.problem
    assert second in only.problem


def test_modules_whose_names_look_the_same_are_unclear_and_data_files_are_not(tmp_path: Path) -> None:
    for student, extra in (("ann", ("Tools.py", "tools.py")), ("bob", ("Readme.md", "README.md"))):
        (tmp_path / student).mkdir()
        for name in ("hmm.py", *extra):
            (tmp_path / student / name).write_text(HMM if name == "hmm.py" else "x = 1\n")
    students = by_student(tmp_path)
    assert students["ann"].clash
    assert "Tools.py and tools.py" in students["ann"].problem
    assert students["bob"].package is not None


def test_endings_in_capitals_are_endings(tmp_path: Path) -> None:
    (tmp_path / "ann.PY").write_text(HMM)
    (tmp_path / "bob.Ipynb").write_text(notebook(RNN))
    zipped(tmp_path / "cy.ZIP", {"HMM.PY": HMM, "TOOLS.Py": "x = 1\n"})
    (tmp_path / "dee.py").mkdir()
    (tmp_path / "dee.py" / "rnn.IPYNB").write_text(notebook(RNN))
    (tmp_path / "dee.py" / "notes.TXT").write_text("x")
    students = by_student(tmp_path)
    names = {student: (one.slug, one.package.main, sorted(one.package.files)) for student, one in students.items() if one.package}
    assert names == {
        "ann": ("hmm", "ann.py", ["ann.py"]),
        "bob": ("rnn", "bob.ipynb", ["bob.ipynb"]),
        "cy": ("hmm", "HMM.py", ["HMM.py", "TOOLS.py"]),
        "dee.py": ("rnn", "rnn.ipynb", ["notes.TXT", "rnn.ipynb"]),
    }
    assert submissions.of_file(tmp_path / "ann.PY", KNOWN, None).slug == "hmm"


# ---- what is no plain file ----


@pytest.mark.timeout(20)
@pytest.mark.parametrize("slug", [None, "hmm"])
def test_pipes_sockets_devices_and_links_are_told_and_never_opened(
    tmp_path: Path, slug: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)  # the name of a socket has to be short
    (tmp_path / "ann").mkdir()
    (tmp_path / "ann" / "hmm.py").write_text(HMM)
    (tmp_path / "bob.py").write_text(HMM)
    for place in ("", "ann/"):
        os.mkfifo(f"{place}pipe.py")
        os.mkfifo(f"{place}pipe.dat")
        with socket.socket(socket.AF_UNIX) as listener:
            listener.bind(f"{place}socket.ipynb")
        os.symlink("nowhere.py", f"{place}dangling.py")
        os.symlink("circle.zip", f"{place}circle.zip")
        os.symlink("/", f"{place}everything")
        try:
            os.mknod(f"{place}device.py", 0o600 | stat.S_IFCHR, os.makedev(1, 5))  # /dev/zero has no end
        except PermissionError:
            (tmp_path / place / "device.py").symlink_to("/dev/zero")
    held = found(tmp_path, slug)
    students = {one.student: one for one in held.submissions}
    assert set(students) == {"ann", "bob"}
    assert students["ann"].package is not None
    assert set(students["ann"].package.files) == {"hmm.py"}
    assert len(students["ann"].notes) == 7
    told = {one.entry: one for one in held.not_graded}
    assert {"pipe.py", "pipe.dat", "socket.ipynb", "dangling.py", "circle.zip", "everything", "device.py"} <= set(told)
    assert sum(name.startswith("ann/") for name in told) == 5
    assert "2 more" in told["ann"].reason
    assert all(is_a_sentence(one.reason) for one in held.not_graded)
    assert told["pipe.py"].serious
    assert not told["pipe.dat"].serious
    for name, words in (("pipe.py", "a pipe"), ("dangling.py", "leads nowhere"), ("circle.zip", "in a circle")):
        with pytest.raises(SubmissionError, match=words):
            submissions.of_file(tmp_path / name, KNOWN, slug)


def test_a_hand_in_that_is_only_a_link_says_so(tmp_path: Path) -> None:
    (tmp_path / "ann").mkdir()
    (tmp_path / "ann" / "hmm.py").symlink_to("/etc/passwd")
    (only,) = found(tmp_path, "hmm").submissions
    assert only.clash
    assert "hmm.py: It is a link" in only.problem
    entries = {one.entry: one.serious for one in found(tmp_path).not_graded}
    assert entries == {"ann": True, "ann/hmm.py": True}


Fails = Callable[[str, OSError], None]


@pytest.fixture
def fails(monkeypatch: pytest.MonkeyPatch) -> Fails:
    """Make opening, listing and looking at whatever has this name fail, as a bad disk or missing rights would."""
    names: dict[str, OSError] = {}

    def failing(name: str, real: Callable) -> Callable:  # type: ignore[type-arg]
        def called(path: object, *rest: object, **named: object) -> object:
            if (place := Path(os.fspath(path))).name in names and (name != "lstat" or isinstance(names[place.name], InterruptedError)):  # type: ignore[call-overload]
                raise names[place.name]
            return real(path, *rest, **named)

        return called

    monkeypatch.setattr(archive.os, "open", failing("open", os.open))
    monkeypatch.setattr(Path, "iterdir", failing("iterdir", Path.iterdir))
    monkeypatch.setattr(Path, "lstat", failing("lstat", Path.lstat))
    return names.__setitem__


@pytest.mark.parametrize("error", [PermissionError(errno.EACCES, "Permission denied"), OSError(errno.EIO, "Input/output error")])
@pytest.mark.parametrize("bad", ["ann.py", "ann.zip", "ann", "hmm.py", "tools.py", "inner"])
@pytest.mark.parametrize("slug", [None, "hmm"])
def test_what_cannot_be_read_is_ungraded_and_neighbours_go_on(
    tmp_path: Path, fails: Fails, error: OSError, bad: str, slug: str | None
) -> None:
    if bad == "ann.py":
        (tmp_path / bad).write_text(HMM)
    elif bad == "ann.zip":
        zipped(tmp_path / bad, {"hmm.py": HMM})
    else:
        (tmp_path / "ann" / "inner").mkdir(parents=True)
        for name in ("hmm.py", "tools.py"):
            (tmp_path / "ann" / name).write_text(HMM if name == "hmm.py" else "x = 1\n")
    (tmp_path / "bob.py").write_text(HMM)
    fails(bad, error)
    held = found(tmp_path, slug)
    students = {one.student: one for one in held.submissions}
    assert students["bob"].package is not None
    if slug or bad in ("hmm.py", "tools.py", "inner"):
        assert students["ann"].clash
        told = students["ann"].problem
    else:
        (entry,) = held.not_graded
        assert entry.serious
        told = entry.reason
    assert "cannot be read" in told
    assert bad in told
    assert str(error.strerror) in told
    assert is_a_sentence(told)


def test_an_entry_that_cannot_even_be_looked_at_is_ungraded(tmp_path: Path, fails: Fails) -> None:
    for name in ("ann", "bob"):
        (tmp_path / f"{name}.py").write_text(HMM)
    fails("ann.py", InterruptedError(errno.EINTR, "Interrupted"))
    students = by_student(tmp_path, "hmm")
    assert students["ann"].clash
    assert students["bob"].package is not None


def test_a_fault_of_our_own_with_one_hand_in_costs_no_neighbour(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("ann", "bob"):
        (tmp_path / f"{name}.py").write_text(HMM)
    real = archive.read
    monkeypatch.setattr(archive, "read", lambda entry, skip: real(entry, skip) if entry.stem == "bob" else {}["ann"])
    students = by_student(tmp_path, "hmm")
    assert students["ann"].clash
    assert "Assay itself failed" in students["ann"].problem
    assert students["bob"].package is not None
    assert [one.entry for one in found(tmp_path).not_graded] == ["ann.py"]


def test_a_class_folder_that_cannot_be_listed_is_a_sentence(tmp_path: Path, fails: Fails) -> None:
    (tmp_path / "class").mkdir()
    fails("class", PermissionError(errno.EACCES, "Permission denied"))
    with pytest.raises(SubmissionError, match="cannot be read"):
        found(tmp_path / "class")
    with pytest.raises(SubmissionError, match="cannot be read"):
        found(tmp_path / ("x" * 300))


# ---- zips ----


@pytest.mark.parametrize(
    ("names", "words"),
    [
        (["hmm.py", "lib\\", "lib\\tools.py"], ""),
        (["./hmm.py", ".//lib/tools.py"], ""),
        (["hmm.py", ".hidden.py", "__MACOSX/hmm.py", ".git/hmm.py", "lib/.ipynb_checkpoints/hmm.ipynb"], ""),
        (["hmm.py", "..\\evil.py"], "leads out"),
        (["hmm.py", "C:\\evil.py"], "leads out"),
        (["hmm.py", "\\evil.py"], "leads out"),
        (["hmm.py", "lib/../../evil.py"], "leads out"),
        (["hmm.py", "x" * 300 + ".py"], "too long a name"),
        (["hmm.py", "/".join(["x" * 200] * 6)], "too long a name"),
        (["hmm.py", "/".join(["x"] * 3000)], "deep"),
        (["hmm.py", "lib", "lib/tools.py"], "as a file and as a folder"),
        (["hmm.py", "lib/tools.py", "lib\\tools.py"], "twice"),
        (["hmm.py", "HMM.py"], "HMM.py"),
        ([f"{number}.txt" for number in range(400)], "more than 300 files"),
        (["src/hmm.py", "doc/notes.txt"], "in folders inside it (src/hmm.py)"),
        (["new\nline.py"], ""),
    ],
)
def test_odd_names_in_zips(tmp_path: Path, names: list[str], words: str) -> None:
    zipped(tmp_path / "ann.zip", dict.fromkeys(names, HMM if len(names) < 10 else ""))
    (tmp_path / "bob.py").write_text(HMM)
    students = by_student(tmp_path, "hmm")
    assert students["bob"].package is not None
    assert words in students["ann"].problem
    assert (students["ann"].package is None) == bool(words)
    if not words:
        assert students["ann"].package is not None
        assert set(students["ann"].package.files) <= {"hmm.py", "lib/tools.py", "new\nline.py"}
    else:
        assert is_a_sentence(students["ann"].problem)


@pytest.mark.parametrize("kind", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_damaged_zips_are_a_sentence(tmp_path: Path, kind: int) -> None:
    whole, path = io.BytesIO(), tmp_path / "ann.zip"
    with zipfile.ZipFile(whole, "w", kind) as packed:
        packed.writestr("hmm.py", HMM * 5)
    dice = random.Random(kind)
    for number in range(300):
        data = bytearray(whole.getvalue())
        for _ in range(1 + number % 3):
            data[dice.randrange(len(data))] = dice.randrange(256)
        path.write_bytes(data[: dice.randrange(len(data))] if number % 5 == 0 else data)
        (one,) = found(tmp_path, "hmm").submissions
        assert set(one.package.files.values()) == {HMM.encode() * 5} if one.package else is_a_sentence(one.problem), one.problem


def entry_with(method: int, flags: int, body: bytes, size: int) -> bytes:
    """A zip of one entry, written by hand: no zip program would make it."""
    name = b"hmm.py"
    common = struct.pack("<HHHHHIIIHH", 20, flags, method, 0, 0, zlib.crc32(body), len(body), size, len(name), 0)
    local = b"PK\x03\x04" + common + name + body
    central = b"PK\x01\x02" + struct.pack("<H", 20) + common + struct.pack("<HHHII", 0, 0, 0, 0, 0) + name
    return local + central + b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 1, 1, len(central), len(local), 0)


@pytest.mark.parametrize(
    "data",
    [
        entry_with(14, 0, b"", 5),  # LZMA without its head: struct.error
        entry_with(14, 0, b"\x09\x04\x05\x00\xff\xff\xff\xff\xff1234", 5),  # LZMA with options that do not exist
        entry_with(14, 0, b"\x09\x04\x05\x00\x5d\x00\x00\x01\x00" + b"\xff" * 20, 500),  # LZMAError
        entry_with(12, 0, b"no bzip2", 5),
        entry_with(9, 0, b"deflate64", 5),
        entry_with(97, 0, b"x", 5),
        entry_with(8, 0, b"\xff" * 20, 5),
        entry_with(8, 1, b"x" * 20, 5),  # with a password
        entry_with(0, 0x20, b"x" * 5, 5),  # a patch
        entry_with(0, 0x40, b"x" * 5, 5),  # strong encryption
        entry_with(0, 0, b"x" * 5, 50_000),  # says it is longer than it is
        b"",
        b"Rar!\x1a\x07\x01\x00" + b"x" * 100,
        b"PK\x05\x06" + b"\xff" * 18,
    ],
)
def test_zips_that_no_zip_program_makes_are_a_sentence(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "ann.zip").write_bytes(data)
    (tmp_path / "bob.py").write_text(HMM)
    students = by_student(tmp_path, "hmm")
    assert "ann.zip cannot be unpacked" in students["ann"].problem
    assert "Make the zip again" in students["ann"].problem
    assert not students["ann"].clash
    assert students["bob"].package is not None
    assert [one.entry for one in found(tmp_path).not_graded] == ["ann.zip"]


@pytest.mark.parametrize("kind", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_bombs_of_every_kind_end_early(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: int) -> None:
    monkeypatch.setattr(archive, "MOST_BYTES", 100_000)
    zipped(tmp_path / "ann.zip", {"hmm.py": "#" * 5_000_000}, kind)
    (one,) = found(tmp_path, "hmm").submissions
    assert "unpacks to more than" in one.problem


def test_a_bomb_that_lies_about_its_size_does_not_fill_the_memory(tmp_path: Path) -> None:
    packed = bz2.compress(b"#" * 300_000_000)
    assert len(packed) < 1000
    (tmp_path / "ann.zip").write_bytes(entry_with(12, 0, packed, 1000))
    tracemalloc.start()
    try:
        (one,) = found(tmp_path, "hmm").submissions
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert "cannot be unpacked" in one.problem
    assert peak < 150_000_000


# ---- folders ----


def test_out_and_what_systems_leave_are_left_out_without_a_word(tmp_path: Path) -> None:
    for folder in (
        "out/sheets",
        "bob/out",
        "runs/monday",
        "ann/.ipynb_checkpoints",
        "ann/__pycache__",
        "__pycache__",
        "__MACOSX",
        ".ipynb_checkpoints",
    ):
        (tmp_path / folder).mkdir(parents=True)
    for name in (
        "out/grades.csv",
        "runs/monday/hmm.py",
        "bob/out/hmm.py",
        "bob/hmm.py",
        "ann/hmm.py",
        "ann/.ipynb_checkpoints/rnn.py",
        "ann/__pycache__/x.pyc",
    ):
        (tmp_path / name).write_text(HMM)
    for name in (".DS_Store", "Thumbs.db", "desktop.ini", ".hidden.py", "ann/.DS_Store", "ann/Thumbs.db", "__MACOSX/x.py"):
        (tmp_path / name).write_text("x")
    plain = submissions.in_class(tmp_path, KNOWN, "hmm", tmp_path / "out")
    assert sorted(one.student for one in plain.submissions) == ["ann", "bob", "runs"]
    assert plain.not_graded == []
    for skip, students in (("runs/monday", ["ann", "bob", "out"]), ("bob/../runs/monday", ["ann", "bob", "out"])):
        assert sorted(one.student for one in submissions.in_class(tmp_path, KNOWN, "hmm", tmp_path / skip).submissions) == students
    inside = submissions.in_class(tmp_path, KNOWN, "hmm", tmp_path / "bob" / "out").submissions
    packages = {one.student: one.package for one in inside}
    assert packages["bob"] is not None
    assert set(packages["bob"].files) == {"hmm.py"}
    assert packages["ann"] is not None
    assert set(packages["ann"].files) == {"hmm.py"}
    assert len(submissions.in_class(tmp_path, KNOWN, "hmm", tmp_path.parent / "elsewhere").submissions) == 4


def test_a_class_folder_with_nothing_but_leavings_is_empty(tmp_path: Path) -> None:
    (tmp_path / ".DS_Store").write_text("x")
    (tmp_path / "out").mkdir()
    with pytest.raises(SubmissionError, match="is empty"):
        submissions.in_class(tmp_path, KNOWN, None, tmp_path / "out")


def test_empty_deep_and_crowded_folders(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "deep").joinpath(*["x"] * 40).mkdir(parents=True)
    (tmp_path / "crowded").mkdir()
    for number in range(301):
        (tmp_path / "crowded" / str(number)).mkdir()
    (tmp_path / "bob.py").write_text(HMM)
    students = by_student(tmp_path, "hmm")
    assert "it is empty" in students["empty"].problem
    assert students["empty"].clash
    assert "deep" in students["deep"].problem
    assert "more than 300" in students["crowded"].problem
    assert students["bob"].package is not None
    reasons = {one.entry: one.reason for one in found(tmp_path).not_graded}
    assert "it is empty" in reasons["empty"]
    assert all(map(is_a_sentence, reasons.values()))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{", "is not JSON (line 1"),
        ("", "is empty"),
        ("[1, 2]", "not a notebook"),
        ('{"nbformat": 4}', "no list of cells"),
        ('{"cells": {"a": 1}}', "no list of cells"),
        ("[" * 100_000, "nested too deeply"),
        ("<html>", "is not JSON"),
    ],
)
def test_a_file_that_is_no_notebook_says_what_it_is(tmp_path: Path, text: str, words: str) -> None:
    (tmp_path / "ann.ipynb").write_text(text)
    (tmp_path / "bob.py").write_text(HMM)
    held = found(tmp_path)
    assert [one.student for one in held.submissions] == ["bob"]
    assert words in held.not_graded[0].reason
    assert "Save it again from Jupyter" in held.not_graded[0].reason
    with pytest.raises(SubmissionError, match="Save it again"):
        submissions.of_file(tmp_path / "ann.ipynb", KNOWN, None)


# ---- imports, and one file ----


def test_imports_come_from_the_main_file_and_what_it_imports(tmp_path: Path) -> None:
    texts = {
        "hmm.py": "import tools\nfrom models import lstm\n" + HMM,
        "tools.py": "import scipy\n",
        "models/__init__.py": "",
        "models/lstm.py": "from .base import Base\n",
        "models/base.py": "def make():\n    import tensorflow as tf\n",
        "models/unused.py": "import torch\n",
        "old.py": "import torch\n",
        "play.ipynb": notebook("import torch"),
    }
    for name, text in texts.items():
        (tmp_path / "ann" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "ann" / name).write_text(text)
    (only,) = found(tmp_path, "hmm").submissions
    assert only.package is not None
    assert only.package.imports == {"numpy", "tools", "models", "scipy", "tensorflow"}
    assert len(only.package.files) == 8


def test_check_leaves_out_modules_beside_that_cannot_be_read(tmp_path: Path, fails: Fails) -> None:
    (tmp_path / "mine.py").write_text(HMM + "import tools\n")
    for name in ("tools.py", "rights.py"):
        (tmp_path / name).write_text("import torch\n")
    os.mkfifo(tmp_path / "pipe.py")
    (tmp_path / "link.py").symlink_to("tools.py")
    fails("rights.py", PermissionError(errno.EACCES, "Permission denied"))
    one = submissions.of_file(tmp_path / "mine.py", KNOWN, None)
    assert one.package is not None
    assert set(one.package.files) == {"mine.py", "tools.py"}
    assert "torch" in one.package.imports
    assert len(one.notes) == 1
    assert "rights.py cannot be read" in one.notes[0]
    assert submissions.of_file(tmp_path / "link.py", {"hmm": frozenset({"x"})}, "hmm").student == "tools"


def test_check_of_the_folder_where_one_is_has_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "ann.b").mkdir()
    (tmp_path / "ann.b" / "hmm.py").write_text(HMM)
    monkeypatch.chdir(tmp_path / "ann.b")
    assert submissions.of_file(Path("."), KNOWN, None).student == "ann.b"


def test_a_module_of_a_mac_is_found_by_its_import(tmp_path: Path) -> None:
    zipped(tmp_path / "ann.zip", {"hmm.py": "import été\n" + HMM, unicodedata.normalize("NFD", "été.py"): "import torch\n"})
    (only,) = found(tmp_path).submissions
    assert only.package is not None
    assert set(only.package.files) == {"hmm.py", unicodedata.normalize("NFC", "été.py")}
    assert "torch" in only.package.imports
