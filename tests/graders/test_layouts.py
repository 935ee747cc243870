"""Downloads of nbgrader, Canvas, Moodle and Gradescope: whose work is what, and what is left to a person."""

from __future__ import annotations

import csv
import errno
import io
import json
import os
import re
import stat
import unicodedata
import zipfile
from pathlib import Path

import pytest

import assay
from graders import archive, layouts
from graders.errors import SubmissionError
from graders.layouts import LayoutName, gradescope, tree
from graders.submission import Found, Submission

KNOWN = {"hmm": frozenset({"viterbi", "forward"}), "rnn": frozenset({"cell", "unroll"})}
HMM = "import numpy as np\ndef viterbi(A): ...\n"
RNN = "import torch\ndef cell(x): ...\n"
LINK = (stat.S_IFLNK | 0o777) << 16


def notebook(source: str) -> str:
    cell = {"cell_type": "code", "source": source.splitlines(True), "metadata": {}, "outputs": [], "execution_count": None}
    return json.dumps({"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


def packed(path: Path, files: dict[str, str | bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as whole:
        for name, text in files.items():
            whole.writestr(name, text)
    return path


def zip_of(files: dict[str, str]) -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as inner:
        for name, text in files.items():
            inner.writestr(name, text)
    return whole.getvalue()


def written(place: Path, files: dict[str, str | bytes], *, as_zip: bool) -> Path:
    """The download as a zip, or as the folder that it unpacks to."""
    if as_zip:
        return packed(place.parent / f"{place.name}.zip", files)
    for name, text in files.items():
        path = place / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return place


def found(path: Path, slug: str | None = None, layout: LayoutName = LayoutName.auto, skip: Path | None = None) -> Found:
    return layouts.in_class(path, KNOWN, slug, skip, layout)


def table(held: Found) -> dict[tuple[str, str], Submission]:
    assert len({(one.student, one.slug) for one in held.submissions}) == len(held.submissions)
    return {(one.student, one.slug): one for one in held.submissions}


def files(one: Submission) -> set[str]:
    assert one.package is not None, one.problem
    return set(one.package.files)


def reasons(held: Found, *, serious: bool = True) -> dict[str, str]:
    every = {one.entry: one.reason for one in held.not_graded if one.serious is serious}
    assert all(reason.endswith(".") and "Traceback" not in reason for reason in every.values())
    return every


both = pytest.mark.parametrize("as_zip", [False, True], ids=["folder", "zip"])


# ---- nbgrader ----

NBGRADER: dict[str, str | bytes] = {
    "submitted/ann/hmm/hmm.ipynb": notebook(HMM),
    "submitted/ann/hmm/timestamp.txt": "2026-11-20 10:00:00.000000 UTC\n",
    "submitted/ann/hmm/data/x.csv": "1,2\n",
    "submitted/ann/hmm/.ipynb_checkpoints/hmm-checkpoint.ipynb": notebook(RNN),
    "submitted/ann/RNN/problem1.ipynb": notebook(RNN),
    "submitted/ann/RNN/timestamp.txt": "2026-11-20 10:00:00.000000 UTC\n",
    "submitted/bob/ps2/answers.ipynb": notebook(HMM),
    "submitted/bob/ps2/timestamp.txt": "2026-11-20 10:00:00.000000 UTC\n",
    "submitted/cy/hmm/part1.ipynb": notebook(HMM),
    "submitted/cy/hmm/part2.ipynb": notebook(HMM),
    "submitted/dee/hmm/timestamp.txt": "2026-11-20 10:00:00.000000 UTC\n",
    "submitted/eve/notes.ipynb": notebook(HMM),
    "submitted/readme.md": "x",
    "submitted/loose.ipynb": notebook(HMM),
    "source/hmm/hmm.ipynb": notebook(HMM),
    "release/hmm/hmm.ipynb": notebook(HMM),
    "nbgrader_config.py": "c = get_config()\n",
    "gradebook.db": "x",
}


@both
def test_nbgrader_course_folder(tmp_path: Path, as_zip: bool) -> None:
    held = found(written(tmp_path / "course101", NBGRADER, as_zip=as_zip))
    students = table(held)
    assert set(students) == {("ann", "hmm"), ("ann", "rnn"), ("bob", "hmm"), ("cy", "hmm"), ("dee", "hmm")}
    assert files(students["ann", "hmm"]) == {"hmm.ipynb", "timestamp.txt", "data/x.csv"}
    assert students["ann", "rnn"].package is not None
    assert students["ann", "rnn"].package.main == "problem1.ipynb"
    assert students["cy", "hmm"].clash
    assert "part1.ipynb, part2.ipynb" in students["cy", "hmm"].problem
    assert held.told == "These look like an nbgrader course: 10 files, 4 students."
    told = reasons(held)
    assert set(told) == {"eve/notes.ipynb", "loose.ipynb"}
    assert "no .py or .ipynb" in students["dee", "hmm"].problem
    assert students["dee", "hmm"].clash
    assert "STUDENT/ASSIGNMENT" in told["loose.ipynb"]
    assert set(reasons(held, serious=False)) == {"readme.md"}


def test_nbgrader_submitted_itself_with_an_assignment(tmp_path: Path) -> None:
    written(tmp_path, NBGRADER, as_zip=False)
    held = found(tmp_path / "submitted", "hmm")
    assert set(table(held)) == {("ann", "hmm"), ("bob", "hmm"), ("cy", "hmm"), ("dee", "hmm")}
    assert "Hand in a file named hmm.py" in table(held)["dee", "hmm"].problem
    assert "1 folder" in reasons(held, serious=False)
    held = found(tmp_path / "submitted", "rnn")
    assert {key for key, one in table(held).items() if one.package} == {("ann", "rnn"), ("bob", "rnn")}


def test_nbgrader_folders_of_other_names_are_told_apart_by_what_they_define(tmp_path: Path) -> None:
    stamp = "2026-11-20 10:00:00.000000 UTC\n"
    for student, folders in {
        "ann": {"ps1": HMM, "ps2": RNN},
        "bob": {"ps1": HMM, "ps2": HMM},
        "cy": {"hmm": HMM, "old": HMM},
        "dee": {"ps1": "x = 1\n", "ps2": RNN},
    }.items():
        inside = {f"{student}/{name}/a.ipynb": notebook(text) for name, text in folders.items()}
        written(tmp_path / "class", {**inside, **{f"{student}/{name}/timestamp.txt": stamp for name in folders}}, as_zip=False)
    for slug in (None, "hmm"):
        students = table(found(tmp_path / "class", slug))
        hmm = {student: one for (student, one_slug), one in students.items() if one_slug == "hmm"}
        assert set(hmm) == {"ann", "bob", "cy"}
        assert hmm["ann"].package is not None
        assert hmm["bob"].clash
        assert "bob/ps1, bob/ps2" in hmm["bob"].problem
        assert hmm["cy"].where == "cy/hmm"
        assert "dee/ps1" in reasons(found(tmp_path / "class", slug))
        assert {student for student, one_slug in students if one_slug == "rnn"} == (set() if slug else {"ann", "dee"})


def test_nbgrader_without_stamps_needs_its_folder_or_the_word(tmp_path: Path) -> None:
    course: dict[str, str | bytes] = {"submitted/ann/hmm/a.ipynb": notebook(HMM), "submitted/ann/rnn/a.ipynb": notebook(RNN)}
    written(tmp_path, course, as_zip=False)
    assert set(table(found(tmp_path))) == {("ann", "hmm"), ("ann", "rnn")}
    (tmp_path / "submitted").rename(tmp_path / "class")
    assert found(tmp_path / "class").told == ""
    held = found(tmp_path / "class", layout=LayoutName.nbgrader)
    assert set(table(held)) == {("ann", "hmm"), ("ann", "rnn")}
    assert held.told == "Read as an nbgrader course: 2 files, 1 student."


# ---- Canvas ----

CANVAS: dict[str, str | bytes] = {
    "doejane_1201_90001_hmm.ipynb": notebook(HMM),
    "roebob_LATE_1202_90002_hmm-1.ipynb": notebook(HMM),
    "müllerzoë_1203_90003_my homework.py": HMM,
    "nguyên_van_1204_90004_hmm.ipynb": notebook(HMM + "import tools\n"),
    "nguyên_van_1204_90005_tools-2.py": "import torch\n",
    "nguyên_van_1204_90006_data-1.csv": "1\n",
    "twicetom_1205_90007_hmm.ipynb": notebook("old = 1\n"),
    "twicetom_1205_90009_hmm-1.ipynb": notebook(HMM),
    "twicetom_1205_90011_hmm-2.ipynb": notebook(HMM + "newest = 1\n"),
    "oddeve_1206_90020_hmm.py": HMM,
    "oddeve_1206_90019_hmm-1.py": HMM,
    "poemary_1207_90021_a.py": HMM,
    "poemary_1207_90022_b.py": HMM,
    "typedtim_1208_text.html": "<p>def viterbi</p>",
    "doejane_1201_text.html": "<p>see the file</p>",
    "linklou_LATE_1209_link.html": "<a>",
    "essayann_1210_90030_essay.pdf": "%PDF",
    "anon_Ab3xZ_90031_hmm.py": HMM,
    "LATE_anon_Cd4yW_90032_hmm.py": HMM,
    "12th_1212_90033_1_hmm.py": HMM,
    "solution.py": HMM,
    "notes.txt": "x",
}


@both
@pytest.mark.parametrize("slug", [None, "hmm"])
def test_canvas_download(tmp_path: Path, as_zip: bool, slug: str | None) -> None:
    held = found(written(tmp_path / "submissions", CANVAS, as_zip=as_zip), slug)
    students = {student: one for (student, _), one in table(held).items()}
    graded = {"1201", "1202", "1203", "1204", "1205", "anon_Ab3xZ", "anon_Cd4yW", "1212"}
    assert {student for student, one in students.items() if one.package} == graded
    assert {one.slug for one in students.values()} == {"hmm"}
    names = {student: one.name for student, one in students.items()}
    assert names["1203"] == "müllerzoë"
    assert names["1204"] == "nguyên_van"
    assert names["anon_Ab3xZ"] is None
    assert names["1212"] == "12th"
    late = {student for student, one in students.items() if "Canvas marks it as late." in one.notes}
    assert late == {"1202", "anon_Cd4yW"}
    assert students["1203"].package is not None
    assert students["1203"].package.main == "my homework.py"
    assert files(students["1202"]) == {"hmm.ipynb"}
    assert files(students["1204"]) == {"hmm.ipynb", "tools.py", "data.csv", "data-1.csv"}
    assert students["1204"].package is not None
    assert "torch" in students["1204"].package.imports
    assert files(students["1212"]) == {"1_hmm.py"}
    assert held.told == "These look like a Canvas download: 17 files, 11 students."


def test_canvas_the_newest_upload_counts_where_it_is_clear(tmp_path: Path) -> None:
    held = found(written(tmp_path / "submissions", CANVAS, as_zip=False), "hmm")
    students = {student: one for (student, _), one in table(held).items()}
    assert files(students["1205"]) == {"hmm.ipynb"}
    assert students["1205"].package is not None
    assert b"newest" in students["1205"].package.files["hmm.ipynb"]
    assert "twicetom_1205_90011_hmm-2.ipynb the last counts" in students["1205"].notes[0]
    assert students["1206"].clash
    assert "oddeve_1206_90020_hmm.py, oddeve_1206_90019_hmm-1.py" in students["1206"].problem
    assert students["1207"].clash
    assert "a.py, b.py" in students["1207"].problem


@pytest.mark.parametrize(
    ("names", "kept"),
    [
        (["90001_lab-1.py", "90002_lab-2.py"], None),
        (["90001_hmm.py", "90002_lab-1.py"], {"hmm.py", "lab.py"}),
        (["90001_hmm.py", "90002_HMM-1.py"], {"HMM.py"}),
        (["90001_hmm.py", "90002_hmm.py"], None),
        (["90001_hmm.py", "90002_hmm-1.py", "90003_hmm-1.py"], None),
        (["90001_hmm.py", "90002_x.csv", "90003_x-1.csv", "90004_X.csv"], {"hmm.py", "x.csv", "x-1.csv", "X.csv"}),
        (["90001_hmm.v2-1.py"], {"hmm.v2.py"}),
        (["90001_hmm-1.tar.gz", "90002_hmm.py"], {"hmm-1.tar.gz", "hmm.tar.gz", "hmm.py"}),
        (["90001_hmm-2026.py"], {"hmm-2026.py"}),
        ([f"90001_hmm{unicodedata.normalize('NFD', 'é')}.py"], {"hmmé.py"}),
    ],
)
def test_canvas_names_with_a_count(tmp_path: Path, names: list[str], kept: set[str] | None) -> None:
    (tmp_path / "class").mkdir()
    written(tmp_path / "class", {f"doe_7_{name}": HMM for name in names}, as_zip=False)
    (only,) = found(tmp_path / "class", "hmm").submissions
    assert only.student == "7"
    assert (files(only) if kept else only.clash) == (kept or True)


def test_canvas_text_and_strays_are_told(tmp_path: Path) -> None:
    held = found(written(tmp_path / "submissions", CANVAS, as_zip=False))
    told = reasons(held)
    assert set(told) == {"typedtim_1208_text.html", "linklou_LATE_1209_link.html", "essayann_1210", "solution.py", "oddeve_1206"}
    assert "Ask the student" in told["typedtim_1208_text.html"]
    assert "lastnamefirstname_USERID" in told["solution.py"]
    assert set(reasons(held, serious=False)) == {"doejane_1201_text.html", "notes.txt"}


def test_canvas_a_zip_that_a_student_handed_in_is_opened(tmp_path: Path) -> None:
    download: dict[str, str | bytes] = {
        "doe_1_11_homework.zip": zip_of({"homework/hmm.py": HMM, "homework/tools.py": "x = 1\n"}),
        "doe_1_12_report.pdf": "%PDF",
        "roe_2_13_a.zip": zip_of({"hmm.py": HMM}),
        "roe_2_14_b.zip": zip_of({"hmm.py": HMM}),
        "poe_3_15_hmm.py": HMM,
        "poe_3_16_data.zip": zip_of({"hmm.py": RNN}),
        "bad_4_17_hmm.zip": b"Rar!",
        "out_5_18_hmm.zip": zip_of({"../hmm.py": HMM}),
        "again_6_19_hw.zip": zip_of({"hmm.py": RNN}),
        "again_6_20_hw-1.zip": zip_of({"hmm.py": HMM}),
    }
    for as_zip in (False, True):
        students = {student: one for (student, _), one in table(found(written(tmp_path / "c", download, as_zip=as_zip), "hmm")).items()}
        assert files(students["1"]) == {"hmm.py", "tools.py", "report.pdf"}
        assert students["2"].clash
        assert "a.zip, b.zip" in students["2"].problem
        assert files(students["3"]) == {"hmm.py", "data.zip"}
        assert not students["4"].clash
        assert "cannot be unpacked" in students["4"].problem
        assert "leads out" in students["5"].problem
        assert students["6"].package is not None
        assert students["6"].package.files["hmm.py"] == HMM.encode()


def test_canvas_a_name_cannot_take_another_students_number(tmp_path: Path) -> None:
    """A student who may choose a name ends it in the number of somebody else."""
    download: dict[str, str | bytes] = {"roe_777_50_hmm.py": HMM, "evil_777_123_60_hmm.py": HMM, "doe_5_51_hmm.py": HMM}
    students = {student: one for (student, _), one in table(found(written(tmp_path / "c", download, as_zip=True), "hmm")).items()}
    assert set(students) == {"777", "5"}
    assert students["777"].clash
    assert "evil, roe" in students["777"].problem
    assert students["5"].package is not None


# ---- Moodle ----

MOODLE: dict[str, str | bytes] = {
    "Jane Doe_4401_assignsubmission_file_/hmm.ipynb": notebook(HMM),
    "Jane Doe_4401_assignsubmission_file_/lib/tools.py": "x = 1\n",
    "Jane Doe_4401_assignsubmission_onlinetext_/onlinetext.html": "<p>done</p>",
    "Zoë O'Hara-Müller_4402_assignsubmission_file/final.py": HMM,
    "名前_4403_assignsubmission_file_/homework.zip": b"",
    "Participant_4404_assignsubmission_file_/hmm.py": HMM,
    "Typed Tim_4405_assignsubmission_onlinetext_/onlinetext.html": "<p>def viterbi</p>",
    "Two Files_4406_assignsubmission_file_/a.py": HMM,
    "Two Files_4406_assignsubmission_file_/b.py": HMM,
    "Default group_assignsubmission_file_/hmm.py": HMM,
    "readme.txt": "x",
}


@both
@pytest.mark.parametrize("wrapped", ["", "course-hmm-77/"])
def test_moodle_folders(tmp_path: Path, as_zip: bool, wrapped: str) -> None:
    download = {**MOODLE, "名前_4403_assignsubmission_file_/homework.zip": zip_of({"hw/hmm.py": HMM})}
    held = found(written(tmp_path / "moodle", {wrapped + name: text for name, text in download.items()}, as_zip=as_zip))
    students = {student: one for (student, _), one in table(held).items()}
    assert {student for student, one in students.items() if one.package} == {f"Participant {n}" for n in (4401, 4402, 4403, 4404)}
    names = [students[f"Participant {n}"].name for n in (4401, 4402, 4403, 4404)]
    assert names == ["Jane Doe", "Zoë O'Hara-Müller", "名前", None]
    assert files(students["Participant 4401"]) == {"hmm.ipynb", "lib/tools.py"}
    assert files(students["Participant 4403"]) == {"hmm.py"}
    assert students["Participant 4406"].clash
    assert held.told == "These look like a Moodle download: 7 files, 5 students."
    told = reasons(held)
    assert set(told) == {"Typed Tim_4405_assignsubmission_onlinetext_", "Default group_assignsubmission_file_"}
    assert "typed into a web page" in told["Typed Tim_4405_assignsubmission_onlinetext_"]
    assert "Full Name_NUMBER" in told["Default group_assignsubmission_file_"]
    assert set(reasons(held, serious=False)) == {"Jane Doe_4401_assignsubmission_onlinetext_", "readme.txt"}


@both
def test_moodle_flat_files(tmp_path: Path, as_zip: bool) -> None:
    download: dict[str, str | bytes] = {
        "Jane Doe_4401_assignsubmission_file_hmm.ipynb": notebook(HMM + "import tools_1\n"),
        "Jane Doe_4401_assignsubmission_file_tools_1.py": "import torch\n",
        "Jane Doe_4401_assignsubmission_onlinetext_onlinetext.html": "x",
        "Bob Roe_4402_assignsubmission_file_x_9_assignsubmission_file_hmm.py": HMM,
        "Typed Tim_4405_assignsubmission_onlinetext_onlinetext.html": "<p>def viterbi</p>",
        "stray.py": HMM,
    }
    held = found(written(tmp_path / "moodle", download, as_zip=as_zip), "hmm")
    students = {student: one for (student, _), one in table(held).items()}
    assert set(students) == {"Participant 4401", "Participant 4402"}
    assert files(students["Participant 4401"]) == {"hmm.ipynb", "tools_1.py"}
    assert students["Participant 4401"].package is not None
    assert "torch" in students["Participant 4401"].package.imports
    assert files(students["Participant 4402"]) == {"x_9_assignsubmission_file_hmm.py"}
    assert set(reasons(held)) == {"Typed Tim_4405_assignsubmission_onlinetext_onlinetext.html", "stray.py"}


def test_moodle_two_downloads_in_one_folder_are_a_clash(tmp_path: Path) -> None:
    download: dict[str, str | bytes] = {
        "Jane Doe_1_assignsubmission_file_/hmm.py": HMM,
        "Jane Doe_1_assignsubmission_file/hmm.py": HMM,
        "Jane Doe_2_assignsubmission_file_/hmm.py": HMM,
    }
    students = table(found(written(tmp_path / "moodle", download, as_zip=False)))
    assert students["Participant 1", "hmm"].clash
    assert students["Participant 2", "hmm"].package is not None


# ---- Gradescope ----

INDEX = """---
submission_101:
  :submitters:
  - :name: Jane Doe
    :sid: '0042'
    :email: jane@school.edu
  :created_at: 2026-11-20 10:00:00.000000000 -08:00
  :score: 10.0
  :status: processed
  :results: !ruby/hash:ActiveSupport::HashWithIndifferentAccess
    tests:
    - output: |-
        :submitters: of nothing
      score: 1.0
  :history:
  - :created_at: 2026-11-19 10:00:00.000000000 -08:00
submission_102:
  :submitters:
  - :name: Pair One
    :sid: 0201
    :email: one@school.edu
  - :name: "Pair Two\\u202e"
    :sid:
    :email: two@school.edu
submission_103:
  :submitters:
  - :name: No Id
    :sid: ''
    :email:
submission_104:
  :submitters: []
submission_105:
  :submitters:
  - :name: Gone
    :sid: '5'
submission_106.pdf:
  :submitters:
  - :name: Paper
    :sid: '6'
submission_107:
  :submitters:
  - :name: Half
    :sid: '7'
  - :name: Nobody
"""
EXPORT: dict[str, str | bytes] = {
    "submission_metadata.yml": INDEX,
    "submission_101/hmm.ipynb": notebook(HMM),
    "submission_102/src/hmm.py": HMM,
    "submission_102/src/README.md": "x",
    "submission_103/hmm.py": HMM,
    "submission_104/hmm.py": HMM,
    "submission_106.pdf": "%PDF",
    "submission_107/hmm.py": HMM,
    "submission_108/hmm.py": HMM,
}


@both
@pytest.mark.parametrize("wrapped", ["", "assignment_9001_export/"])
def test_gradescope_export(tmp_path: Path, as_zip: bool, wrapped: str) -> None:
    held = found(written(tmp_path / "export", {wrapped + name: text for name, text in EXPORT.items()}, as_zip=as_zip))
    students = {student: one for (student, _), one in table(held).items()}
    assert {student: one.name for student, one in students.items()} == {
        "0042": "Jane Doe",
        "0201": "Pair One",
        "two@school.edu": "Pair Two\u202e",
        "7": "Half",
    }
    assert files(students["0201"]) == files(students["two@school.edu"]) == {"hmm.py", "README.md"}
    assert students["0201"].notes == students["two@school.edu"].notes
    assert "a group: Pair One, Pair Two" in students["0201"].notes[0]
    assert students["0042"].notes == ()
    told = reasons(held)
    assert set(told) == {f"submission_{n}" for n in ("103", "104", "105", "106.pdf", "107", "108")}
    assert "No Id, without student ID" in told["submission_103"]
    assert "not there" in told["submission_105"]
    assert "whose it is" in told["submission_108"]
    assert held.told == "These look like a Gradescope export: 4 files, 4 students."


def test_gradescope_one_student_in_two_folders_is_a_clash(tmp_path: Path) -> None:
    index = "".join(f"submission_{n}:\n  :submitters:\n  - :name: Ann\n    :sid: '1'\n" for n in (1, 2))
    download: dict[str, str | bytes] = {
        "submission_metadata.yml": index,
        "submission_1/hmm.py": HMM,
        "submission_2/hmm.py": HMM,
    }
    (only,) = found(written(tmp_path / "export", download, as_zip=False)).submissions
    assert only.clash
    assert "submission_1, submission_2" in only.problem


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (b"submission_1: [", "this is not YAML"),
        (b"\xff\xfe", "not UTF-8"),
        (b"", "names no submissions"),
        (b"- a\n", "names no submissions"),
        (b"[" * 5000, "this is not YAML"),
        (b"a: &a [*a]\nb: \x01", "this is not YAML"),
    ],
)
@both
def test_gradescope_index_that_cannot_be_used_is_a_sentence(tmp_path: Path, text: bytes, words: str, as_zip: bool) -> None:
    download: dict[str, str | bytes] = {"submission_metadata.yml": text, "submission_1/hmm.py": HMM}
    with pytest.raises(SubmissionError, match=words):
        found(written(tmp_path / "export", download, as_zip=as_zip))


def test_gradescope_index_of_any_yaml_makes_no_fault(tmp_path: Path) -> None:
    index = "? [a]\n: 1\nx: 3\ny: {':submitters': {a: b}}\nz: {':submitters': [1, {':sid': [1]}, {[a]: 2}, {':sid': ~, ':email': null}]}\n"
    download: dict[str, str | bytes] = {"submission_metadata.yml": index, "z/hmm.py": HMM}
    held = found(written(tmp_path / "export", download, as_zip=False))
    assert held.submissions == []
    assert "without student ID" in reasons(held)["z"]


def test_gradescope_index_that_is_too_large_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gradescope, "_MOST_BYTES", 100)
    for as_zip in (False, True):
        with pytest.raises(SubmissionError):
            found(written(tmp_path / "export", EXPORT, as_zip=as_zip))


# ---- which layout it is ----


def test_a_class_folder_of_our_own_is_read_as_ever(tmp_path: Path) -> None:
    class_: dict[str, str | bytes] = {
        "ann.py": HMM,
        "bob_1_2_x.ipynb": notebook(HMM),
        "cy/hmm.py": HMM,
        "dee.zip": zip_of({"hmm.py": HMM}),
        "eve/sub/timestamp.txt": "x",
        "eve/sub/hmm.py": HMM,
    }
    held = found(written(tmp_path / "class", class_, as_zip=False))
    assert held.told == ""
    assert {one.student for one in held.submissions} == {"ann", "bob_1_2_x", "cy", "dee", "eve"}
    assert all(one.package and one.name is None for one in held.submissions)


@pytest.mark.parametrize(
    ("names", "words"),
    [
        (["doe_1_2_hmm.py", "Jane Doe_3_assignsubmission_file_hmm.py"], ["a Canvas download", "a Moodle download"]),
        (["doe_1_2_hmm.py", "ann.py"], ["a Canvas download", "one entry a student"]),
        (["submission_metadata.yml", "Jane_3_assignsubmission_file_/hmm.py"], ["a Gradescope export", "a Moodle download"]),
        (["doe_1_2_hmm.py", "ann/hmm/timestamp.txt"], ["a Canvas download", "an nbgrader course"]),
    ],
)
@both
def test_a_folder_that_looks_like_two_layouts_is_left_to_a_person(tmp_path: Path, names: list[str], words: list[str], as_zip: bool) -> None:
    path = written(tmp_path / "class", dict.fromkeys(names, HMM), as_zip=as_zip)
    with pytest.raises(SubmissionError, match="--layout") as told:
        found(path)
    assert all(word in str(told.value) for word in words)


def test_the_layout_can_be_said(tmp_path: Path) -> None:
    class_: dict[str, str | bytes] = {"doe_1_2_hmm.py": HMM, "Jane Doe_3_assignsubmission_file_hmm.py": HMM}
    path = written(tmp_path / "class", class_, as_zip=False)
    chosen = (LayoutName.assay, LayoutName.canvas, LayoutName.moodle)
    assert {layout: {one.student for one in found(path, "hmm", layout).submissions} for layout in chosen} == {
        "assay": {"doe_1_2_hmm", "Jane Doe_3_assignsubmission_file_hmm"},
        "canvas": {"1"},
        "moodle": {"Participant 3"},
    }
    assert set(reasons(found(path, "hmm", LayoutName.canvas))) == {"Jane Doe_3_assignsubmission_file_hmm.py"}
    for layout in (LayoutName.gradescope, LayoutName.nbgrader):
        with pytest.raises(SubmissionError, match="is named as in"):
            found(path, "hmm", layout)


def test_what_is_no_download_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "bad.zip").write_bytes(b"<html>please log in</html>")
    packed(tmp_path / "ann.zip", {"hmm.py": HMM})
    packed(tmp_path / "empty.zip", {})
    (tmp_path / "ann.py").write_text(HMM)
    for name, words in {
        "bad.zip": "cannot be unpacked",
        "ann.zip": "assay check",
        "empty.zip": "no download",
        "ann.py": "assay check",
        "gone": "does not exist",
        "gone.zip": "does not exist",
    }.items():
        with pytest.raises(SubmissionError, match=words):
            found(tmp_path / name)
    with pytest.raises(SubmissionError, match="assay check"):
        found(tmp_path / "ann.zip", layout=LayoutName.assay)
    monkeypatch.setattr(tree, "MOST_ENTRIES", 2)
    with pytest.raises(SubmissionError, match="Unpack it"):
        found(packed(tmp_path / "many.zip", dict.fromkeys("abc", "x")))


def test_out_inside_a_download_is_left_out(tmp_path: Path) -> None:
    written(tmp_path, {"doe_1_2_hmm.py": HMM, "out/sheets/x.html": "x", "out/index.html": "x"}, as_zip=False)
    held = found(tmp_path, "hmm", skip=tmp_path / "out")
    assert [one.student for one in held.submissions] == ["1"]
    assert held.not_graded == []


# ---- hostile names and zips ----


def test_hostile_names_are_text_and_cost_no_neighbour(tmp_path: Path) -> None:
    names = [
        "doe_1_11_hm\x1b[31mm.py",
        "roe_2_12_..py",
        "poe_3_13_" + "x" * 200 + ".py",
        "moe_4_14_\u202egnp.py",
        f"{unicodedata.normalize('NFD', 'zoë')}_5_15_hmm.py",
        "new_6_16_a\nb.py",
        "a b_7_17_hmm.py",
        "x_99999999999999999999999_18_hmm.py",
    ]
    held = found(written(tmp_path / "class", dict.fromkeys(names, HMM), as_zip=False), "hmm")
    students = {student: one for (student, _), one in table(held).items()}
    assert {student for student, one in students.items() if one.package} == {"1", "2", "3", "4", "5", "6"}
    assert students["5"].name == "zoë"
    assert set(reasons(held)) == set(names[6:])


def test_names_that_are_no_utf_8_can_be_written_anywhere(tmp_path: Path) -> None:
    (tmp_path / "class").mkdir()
    root = os.fsencode(tmp_path / "class")
    for name in (b"J\xe9_1_assignsubmission_file_x\xff.py", b"Jo_2_assignsubmission_file_hmm.py", b"str\xe9y.py"):
        with open(root + b"/" + name, "w") as page:
            page.write(HMM)
    held = found(tmp_path / "class", "hmm")
    assert {one.student: one.name for one in held.submissions} == {"Participant 1": "J\\xe9", "Participant 2": "Jo"}
    assert list(reasons(held)) == ["str\\xe9y.py"]
    assert json.dumps([one.where for one in held.submissions], ensure_ascii=False).encode()


def test_entries_of_a_zip_that_lead_out_or_stand_twice_are_never_read(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("Eve_3_assignsubmission_file_/hmm.py")
    link.external_attr = LINK
    with zipfile.ZipFile(tmp_path / "moodle.zip", "w") as whole:
        whole.writestr("Ann_1_assignsubmission_file_/hmm.py", HMM)
        whole.writestr("Ann_1_assignsubmission_file_/../../evil.py", HMM)
        whole.writestr("/Bob_2_assignsubmission_file_/hmm.py", HMM)
        whole.writestr(link, "/etc/passwd")
        whole.writestr("Dup_4_assignsubmission_file_/hmm.py", HMM)
        with pytest.warns(UserWarning, match="Duplicate"):
            whole.writestr("Dup_4_assignsubmission_file_/hmm.py", RNN)
        whole.writestr("Both_5_assignsubmission_file_/lib", "x")
        whole.writestr("Both_5_assignsubmission_file_/lib/hmm.py", HMM)
        whole.writestr("Deep_6_assignsubmission_file_/" + "x/" * 40 + "hmm.py", HMM)
        whole.writestr("Long_7_assignsubmission_file_/" + "x" * 300 + ".py", HMM)
        whole.writestr("__MACOSX/Ann_1_assignsubmission_file_/._hmm.py", "x")
    held = found(tmp_path / "moodle.zip", "hmm")
    students = {student: one for (student, _), one in table(held).items()}
    assert files(students["Participant 1"]) == {"hmm.py"}
    assert students["Participant 4"].clash
    assert students["Participant 5"].clash
    assert "twice" in students["Participant 4"].problem
    assert "too long a name" in students["Participant 7"].problem
    assert set(students) == {"Participant 1", "Participant 4", "Participant 5", "Participant 7"}
    told = reasons(held)
    assert {why.split(" holds ")[1][:3] for why in told.values() if "leads out" in why} == {"`An", "`/B", "`Ev"}
    assert sum("folders deep" in why for why in told.values()) == 1


def test_links_in_an_unpacked_download_are_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret.py"
    secret.write_text(HMM)
    written(tmp_path / "class", {"doe_1_11_hmm.py": HMM, "doe_1_12_x.csv": "1"}, as_zip=False)
    (tmp_path / "class" / "roe_2_12_hmm.py").symlink_to(secret)
    (tmp_path / "class" / "folder").symlink_to(tmp_path)
    held = found(tmp_path / "class", "hmm")
    assert [one.student for one in held.submissions] == ["1"]
    assert {entry: "link" in why for entry, why in reasons(held).items()} == {"roe_2_12_hmm.py": True, "folder": True}


def test_large_damaged_and_secret_entries_of_a_zip_cost_no_neighbour(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MOST_BYTES", 100_000)
    path = packed(
        tmp_path / "c.zip",
        {"ann_1_11_hmm.py": HMM, "bomb_2_12_hmm.py": "#" * 1_000_000, "hurt_3_13_hmm.py": os.urandom(2000).hex(), "zoe_4_14_hmm.py": HMM},
    )
    with zipfile.ZipFile(path) as whole:
        item = whole.getinfo("hurt_3_13_hmm.py")
    data = bytearray(path.read_bytes())
    data[item.header_offset + 300 : item.header_offset + 320] = bytes(20)
    path.write_bytes(data)
    students = {student: one for (student, _), one in table(found(path, "hmm")).items() if one.slug == "hmm"}
    assert students["1"].package is not None
    assert students["4"].package is not None
    assert "unpacks to more than" in students["2"].problem
    assert students["3"].clash
    assert "Download the zip again" in students["3"].problem


def test_a_zip_without_the_mark_of_utf_8_is_read_as_what_it_is(tmp_path: Path) -> None:
    path = packed(tmp_path / "c.zip", {"mUUllerzoe_1_11_hUUt.py": HMM, "roe_2_12_hmm.py": HMM})
    path.write_bytes(path.read_bytes().replace(b"UU", "ü".encode()))
    students = {one.student: one for one in found(path, "hmm").submissions}
    assert students["1"].name == "müllerzoe"
    assert files(students["1"]) == {"hüt.py"}


def test_what_cannot_be_read_is_ungraded_and_neighbours_go_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written(tmp_path / "class", {"doe_1_11_hmm.py": HMM, "roe_2_12_hmm.py": HMM}, as_zip=False)
    real = os.open

    def failing(path: object, *rest: int) -> int:
        if str(path).endswith("roe_2_12_hmm.py"):
            raise OSError(errno.EIO, "Input/output error")
        return real(path, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(archive.os, "open", failing)
    held = found(tmp_path / "class")
    assert [one.student for one in held.submissions] == ["1"]
    assert "Input/output error" in reasons(held)["roe_2"]


def test_a_fault_of_our_own_costs_no_neighbour(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path / "class", {"doe_1_11_hmm.py": HMM, "roe_2_12_hmm.py": HMM}, as_zip=False)
    real = layouts.lone_zip_opened
    monkeypatch.setattr(layouts, "lone_zip_opened", lambda held: real(held) if b"x" not in held.files else {}["roe"])
    monkeypatch.setattr(tree.FolderTree, "_bytes", lambda self, place, room: HMM.encode() if place[0][0] == "d" else 1 / 0)
    students = {student: one for (student, _), one in table(found(path, "hmm")).items()}
    assert students["1"].package is not None
    assert students["2"].clash
    assert "Assay itself failed" in students["2"].problem


# ---- the command ----

SLUG = "hidden_markov_models"
CHAIN = """
import numpy as np
def markov_distribution(P, p0, steps):
    if np.any(np.abs(P.sum(axis=0) - 1) > 1e-4):
        raise ValueError("columns")
    return np.linalg.matrix_power(P, steps) @ p0
"""


def graded(capsys: pytest.CaptureFixture[str], path: Path, *words: str) -> tuple[int, str, dict[str, dict]]:
    """(exit status, what was printed, student -> scorecard) of `assay grade`."""
    out = path.parent / "out"
    status = assay.main(["grade", str(path), "--out", str(out), "--executor", "local", "--public-only", *words])
    told = capsys.readouterr()
    cards = [json.loads(page.read_text()) for page in sorted((out / "scorecards").glob("*.json"))]
    return status, " ".join((told.out + told.err).split()), {card["student"]["id"]: card for card in cards}


def exported(capsys: pytest.CaptureFixture[str], folder: Path, kind: str, roster: str) -> list[dict[str, str]]:
    (folder / "roster.csv").write_text(roster)
    to = folder / "exports"
    status = assay.main(["export", kind, str(folder / "out"), "--roster", str(folder / "roster.csv"), "--to", str(to)])
    assert status == 0, capsys.readouterr()
    (page,) = to.rglob("*.csv")
    with page.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_grade_a_canvas_zip_and_export_it_by_the_gradebook(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    download: dict[str, str | bytes] = {"doejane_LATE_1201_90001_hw.py": CHAIN, "roebob_1202_90002_hw-1.py": CHAIN}
    status, told, cards = graded(capsys, packed(tmp_path / "submissions.zip", download), "--assignment", SLUG)
    assert status == 0
    assert "These look like a Canvas download: 2 files, 2 students." in told
    assert {student: card["student"]["name"] for student, card in cards.items()} == {"1201": "doejane", "1202": "roebob"}
    assert cards["1201"]["submission"]["notes"] == ["Canvas marks it as late."]
    assert all(card["points"] > 0 for card in cards.values())
    gradebook = "Student,ID,SIS User ID,SIS Login ID,Section,Hidden Markov models (55)\n    Points Possible,,,,,100\nDoe,1201,s9,jane,A,\n"
    rows = exported(capsys, tmp_path, "canvas", gradebook)
    assert [row["ID"] for row in rows] == ["", "1201"]
    assert float(next(value for key, value in rows[1].items() if key.startswith("Hidden"))) == cards["1201"]["points"]


def test_grade_a_moodle_folder_and_export_it_by_the_grading_worksheet(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    download: dict[str, str | bytes] = {f"Jane Doe_4401_assignsubmission_file_/{SLUG}.py": CHAIN, "Bob_2_assignsubmission_file_/x.txt": "x"}
    status, told, cards = graded(capsys, written(tmp_path / "moodle", download, as_zip=False))
    assert status == 2
    assert "These look like a Moodle download" in told
    assert cards["Participant 4401"]["student"]["name"] == "Jane Doe"
    rows = exported(capsys, tmp_path, "moodle", "Identifier,Full name,Email address,Grade\nParticipant 4401,Jane Doe,jane@school.edu,\n")
    assert [row["email"] for row in rows] == ["jane@school.edu"]


def test_grade_a_gradescope_export(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    group = "  - :name: Ann\n    :sid: '1'\n  - :name: Bob\n    :sid: '2'\n"
    download: dict[str, str | bytes] = {
        "assignment_9_export/submission_metadata.yml": f"submission_1:\n  :submitters:\n{group}",
        "assignment_9_export/submission_1/hw.py": CHAIN,
    }
    status, told, cards = graded(capsys, packed(tmp_path / "export.zip", download), "--assignment", SLUG)
    assert status == 0
    assert "a Gradescope export: 1 file, 2 students" in told
    assert cards["1"]["points"] == cards["2"]["points"] > 0
    assert cards["2"]["submission"]["notes"] == ["Handed in by a group: Ann, Bob."]


def test_grade_an_nbgrader_course_and_say_the_layout(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    course: dict[str, str | bytes] = {
        "submitted/ann/Hidden Markov-Models/ps.ipynb": notebook(CHAIN),
        "submitted/ann/Hidden Markov-Models/timestamp.txt": "2026-11-20 10:00:00 UTC\n",
    }
    path = written(tmp_path / "course", course, as_zip=False)
    status, told, cards = graded(capsys, path, "--layout", "nbgrader")
    assert status == 0
    assert "Read as an nbgrader course: 2 files, 1 student." in told
    assert (cards["ann"]["assignment"], cards["ann"]["student"]["name"]) == (SLUG, None)
    status, told, _ = graded(capsys, path, "--layout", "moodle")
    assert status == 1
    assert "--layout" in told
    assert re.search(r"Nothing in .*course is named as in a Moodle download", told)
