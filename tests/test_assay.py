"""The command, as instructors, students and CI use it: exit statuses, files, and a sentence for whatever goes wrong."""

from __future__ import annotations

import csv
import json
import re
import shutil
import signal
import subprocess
import sys
import time
import xml.etree.ElementTree as ElementTree
import zipfile
from pathlib import Path

import pytest

import assay

ROOT = Path(__file__).resolve().parent.parent
SUBMISSIONS = ROOT / "tests" / "submissions" / "hidden_markov_models"
SLUG = "hidden_markov_models"
CHAIN = """
import numpy as np
def markov_distribution(P, p0, steps):
    if np.any(np.abs(P.sum(axis=0) - 1) > 1e-4):
        raise ValueError("columns")
    return np.linalg.matrix_power(P, steps) @ p0
def viterbi(A, B, pi, observations):
    return "<script>alert(1)</script>"
"""


def run(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, str]:
    """(exit status, everything that was printed, on one line)."""
    status = assay.main([str(word) for word in words])
    told = capsys.readouterr()
    return status, " ".join((told.out + told.err).split())


# ---- help ----


@pytest.mark.parametrize(
    "command", ["grade", "check", "report", "list", "show", "fixtures", "doctor", "audit", "mark", "export", "compare"]
)
def test_help_of_every_command_says_what_it_is_for(capsys: pytest.CaptureFixture[str], command: str) -> None:
    status, told = run(capsys, command, "--help")
    assert status == 0
    assert len(told) > 150
    assert command in run(capsys, "--help")[1]


def test_grade_and_check_teach_with_an_example_and_their_exit_statuses(capsys: pytest.CaptureFixture[str]) -> None:
    for command in ("grade", "check"):
        told = run(capsys, command, "--help")[1]
        assert "Example:" in told
        assert "Exit status: 0" in told


def test_the_installed_command_starts() -> None:
    told = subprocess.run([sys.executable, "-m", "assay", "--version"], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True)
    assert told.stdout.strip() == assay.VERSION


# ---- list and show ----


def test_list_and_show(capsys: pytest.CaptureFixture[str]) -> None:
    status, told = run(capsys, "list")
    assert status == 0
    assert SLUG in told
    status, told = run(capsys, "show", SLUG)
    assert status == 0
    assert "viterbi(A, B, pi, observations)" in told
    assert "(hidden)" in told


def test_an_unknown_assignment_names_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    status, told = run(capsys, "show", "hiden_markov_models")
    assert status == 1
    assert SLUG in told


# ---- check ----


def test_check_of_a_right_notebook(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    json_file, junit, html = tmp_path / "card.json", tmp_path / "ci" / "junit.xml", tmp_path / "sheet.html"
    status, told = run(
        capsys,
        "check",
        SUBMISSIONS / "right" / "notebook.ipynb",
        "--assignment",
        SLUG,
        "--json",
        json_file,
        "--junit",
        junit,
        "--html",
        html,
    )
    assert status == 0
    assert "failed" not in told
    card = json.loads(json_file.read_text())
    assert card["schema"] == "assay/scorecard/v1"
    assert card["points"] == card["possible"] > 0
    assert not any(check["hidden"] for task in card["tasks"] for check in task["checks"])
    suite = ElementTree.parse(junit).getroot()
    assert not list(suite.iter("failure"))
    assert len(list(suite.iter("testcase"))) == sum(len(task["checks"]) for task in card["tasks"])
    page = html.read_text().split("<footer>")[0]
    assert "badge hidden" not in page.partition("<main>")[2]
    assert "hidden checks are judged when your work is graded" in page


def test_check_of_a_wrong_notebook(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    book = json.loads((SUBMISSIONS / "right" / "notebook.ipynb").read_text())
    extra = "def hmm_sample(A, B, pi, u):\n    return None"
    book["cells"].append({"cell_type": "code", "id": "last", "metadata": {}, "source": extra, "outputs": [], "execution_count": None})
    (tmp_path / "hmm.ipynb").write_text(json.dumps(book))
    junit = tmp_path / "junit.xml"
    status, told = run(capsys, "check", tmp_path / "hmm.ipynb", "--junit", junit)
    assert status == 1
    assert "is a `return` missing?" in told
    assert {
        case.get("classname", "").split(".")[-1] for case in ElementTree.parse(junit).iter("testcase") if case.find("failure") is not None
    } == {"hmm_sample"}


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("gone.ipynb", None, "gone.ipynb"),
        ("notes.txt", b"hello", ".ipynb"),
        ("empty.py", b"", "--assignment"),
    ],
)
def test_check_says_what_it_cannot_use(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, name: str, content: bytes | None, words: str
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    status, told = run(capsys, "check", tmp_path / name)
    assert status == 2
    assert words in told
    assert "Traceback" not in told


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("half.ipynb", b'{"cells": [', "not valid JSON"),
        ("page.ipynb", b"<!doctype html><html></html>", "an HTML page"),
        ("broken.py", b"def viterbi(:\n", "line 1"),
    ],
)
def test_check_of_a_file_that_cannot_be_loaded_fails_its_checks_and_says_why(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, name: str, content: bytes, words: str
) -> None:
    (tmp_path / name).write_bytes(content)
    status, told = run(capsys, "check", tmp_path / name, "--assignment", SLUG)
    assert status == 1
    assert words in told
    assert "Traceback" not in told


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_notebooks_of_other_encodings_are_read(capsys: pytest.CaptureFixture[str], tmp_path: Path, encoding: str) -> None:
    book = {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [{"cell_type": "code", "metadata": {}, "source": CHAIN}]}
    (tmp_path / "hmm.ipynb").write_bytes(json.dumps(book).encode(encoding))
    status, told = run(capsys, "check", tmp_path / "hmm.ipynb", "--assignment", SLUG)
    assert status == 1
    assert "markov_distribution 4 of 4" in told


def test_a_notebook_of_format_3_is_read(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    cells = [{"cell_type": "code", "language": "python", "input": [CHAIN], "outputs": []}]
    (tmp_path / "hmm.ipynb").write_text(json.dumps({"nbformat": 3, "nbformat_minor": 0, "metadata": {}, "worksheets": [{"cells": cells}]}))
    status, told = run(capsys, "check", tmp_path / "hmm.ipynb", "--assignment", SLUG)
    assert status == 1
    assert "markov_distribution 4 of 4" in told


# ---- grade ----


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> tuple[int, Path]:
    """A class with everything odd in it, graded once: the exit status and OUT."""
    folder = tmp_path_factory.mktemp("class")
    (folder / "right.py").write_bytes((SUBMISSIONS / "right" / "numpy_vectorised.py").read_bytes())
    (folder / "O'Brien, Zoë (2).py").write_text(CHAIN)
    (folder / "=cmd|' calc'!A0.py").write_text(CHAIN)
    (folder / "<b>bold.py").write_text(CHAIN)
    (folder / "half.ipynb").write_text('{"cells": [')
    (folder / "nobody").mkdir()
    (folder / "stranger.py").write_text("def unrelated(): ...\n")
    (folder / "twice").mkdir()
    for name in ("hidden_markov_models.py", "Hidden Markov Models.ipynb"):
        (folder / "twice" / name).write_text(CHAIN)
    (folder / "half").mkdir()
    (folder / "half" / "hidden_markov_models.py").write_text(CHAIN)
    with zipfile.ZipFile(folder / "slip.zip", "w") as archive:
        archive.writestr("../../slipped.py", CHAIN)
    shutil.copy(folder / "right.py", folder / ".DS_Store")
    out = folder.parent / "out"
    return assay.main(["grade", str(folder), "--assignment", SLUG, "--out", str(out), "--public-only"]), out


def card(out: Path, name: str) -> dict:
    found: dict = json.loads((out / "scorecards" / f"{name}--{SLUG}.json").read_text())
    return found


def test_a_class_with_odd_entries_is_graded(graded: tuple[int, Path]) -> None:
    status, out = graded
    assert status == 2  # a student with two files for one assignment, a stranger
    right = card(out, "right")
    assert right["points"] == right["possible"] == right["points"]
    assert right["complete"]
    assert card(out, "O'Brien, Zoë (2)")["points"] == 4
    sheets = {path.stem for path in (out / "sheets").iterdir()}
    assert sheets == {path.stem for path in (out / "scorecards").iterdir()}


def test_a_clash_is_ungraded_and_never_a_zero(graded: tuple[int, Path]) -> None:
    for student in ("twice", "half"):
        clash = card(graded[1], student)
        assert not clash["complete"]
        assert {check["outcome"] for task in clash["tasks"] for check in task["checks"]} == {"ungraded"}


def test_what_cannot_be_matched_is_told_and_lost_by_nobody(graded: tuple[int, Path]) -> None:
    for student, words in (("nobody", "There is no .py or .ipynb file"), ("slip", "../../slipped.py"), ("half", "")):
        checks = [check for task in card(graded[1], student)["tasks"] for check in task["checks"]]
        assert all(words in check["rationale"] for check in checks), checks[0]
    assert not list(graded[1].parent.rglob("slipped.py"))


def test_a_stranger_is_told_and_counts_as_not_graded(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    folder, out = tmp_path / "class", tmp_path / "out"
    folder.mkdir()
    (folder / "stranger.py").write_text("def unrelated(): ...\n")
    (folder / "notes.txt").write_text("Bring cake on Friday.")
    (folder / "ann.py").write_text(CHAIN)
    status, told = run(capsys, "grade", folder, "--out", out, "--public-only")
    assert status == 2
    entries = {entry["entry"]: entry["reason"] for entry in json.loads((out / "not_graded.json").read_text())}
    assert set(entries) == {"stranger.py"}
    assert "stranger.py" in told
    assert "stranger.py" in (out / "index.html").read_text()
    assert card(out, "ann")["points"] == 4


def test_names_of_students_are_text_everywhere(graded: tuple[int, Path]) -> None:
    out = graded[1]
    for page in [out / "index.html", *(out / "sheets").iterdir()]:
        assert "<b>bold" not in page.read_text()
        assert "<script>alert" not in page.read_text()
    with (out / "grades.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == len(list((out / "scorecards").iterdir()))
    assert not any(value.startswith(("=", "+", "-", "@")) for row in rows for value in row.values())


def test_report_makes_the_same_pages_again(graded: tuple[int, Path], capsys: pytest.CaptureFixture[str]) -> None:
    out = graded[1]
    before = {path: path.read_bytes() for path in [out / "index.html", *sorted((out / "sheets").iterdir())]}
    for path in before:
        path.unlink()
    assert run(capsys, "report", out)[0] == 0
    assert {path: path.read_bytes() for path in before} == before


# ---- wrong use ----


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["grade", "no/such/folder"], "no/such/folder"),
        (["grade", "."], "--out"),
        (["grade", "examples/class", "--assignment", "hmm"], "assay list"),
        (["grade", "examples/class", "--executor", "container"], "--executor sandbox"),
        (["grade", "examples/class", "--device", "cuda"], "--device cpu"),
        (["grade", "examples/class", "--fixtures", "no/such/folder"], "assay fixtures build"),
        (["grade", "examples/class", "--jobs", "0"], "jobs"),
        (["grade"], "SUBMISSIONS"),
        (["report", "no/such/folder"], "no/such/folder"),
        (["fixtures", "build", "nothing"], "nothing"),
        (["wrong"], "wrong"),
    ],
)
def test_wrong_use_is_a_sentence_and_exit_status_1(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, words: list[str], told: str
) -> None:
    monkeypatch.chdir(ROOT)
    if words[0] == "grade" and words[-1] != "." and len(words) > 1:
        words = [*words, "--out", str(tmp_path)]
    if words == ["grade", "."]:
        words = ["grade", str(tmp_path)]
        told = "is empty"
    status, printed = run(capsys, *words)
    assert status == 1
    assert told in printed
    assert "Traceback" not in printed
    assert not (tmp_path / "scorecards").exists()


# ---- stopping, and going on ----


def sleepers(folder: Path, seconds: int) -> None:
    folder.mkdir()
    (folder / "a_right.py").write_text(CHAIN)
    for name in ("b", "c", "d"):
        (folder / f"{name}.py").write_text(f"import time\ntime.sleep({seconds})\n{CHAIN}")


@pytest.mark.parametrize(("executor", "number"), [("sandbox", signal.SIGINT), ("local", signal.SIGINT), ("sandbox", signal.SIGTERM)])
def test_a_stop_ends_at_once_and_the_next_run_goes_on(tmp_path: Path, executor: str, number: int) -> None:
    sleepers(tmp_path / "class", seconds=50)
    words = [sys.executable, "-m", "assay", "grade", str(tmp_path / "class"), "--assignment", SLUG, "--out", str(tmp_path / "out")]
    words += ["--public-only", "--jobs", "2", "--executor", executor]
    process = subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    scorecards = tmp_path / "out" / "scorecards"
    deadline = time.monotonic() + 60
    while not (scorecards.exists() and list(scorecards.glob("*.json"))) and time.monotonic() < deadline:
        time.sleep(0.05)
    time.sleep(0.3)
    process.send_signal(number)
    _, told = process.communicate(timeout=15)
    assert process.returncode == 130, told
    assert "run the same command again" in " ".join(told.split())
    assert "Traceback" not in told
    assert [path.stem for path in scorecards.iterdir()] == [f"a_right--{SLUG}"]
    assert json.loads((scorecards / f"a_right--{SLUG}.json").read_text())["points"] == 4

    for name in ("b", "c", "d"):
        (tmp_path / "class" / f"{name}.py").write_text(CHAIN)
    again = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, timeout=60, check=True)
    assert "1 of 4 are graded already and unchanged" in again.stdout
    assert len(list(scorecards.iterdir())) == 4


def test_a_run_that_is_killed_has_sheets_and_the_next_one_completes_the_class(tmp_path: Path) -> None:
    sleepers(tmp_path / "class", seconds=50)
    out = tmp_path / "out"
    words = [sys.executable, "-m", "assay", "grade", str(tmp_path / "class"), "--assignment", SLUG, "--out", str(out)]
    words += ["--public-only", "--jobs", "2"]
    process = subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    sheet = out / "sheets" / f"a_right--{SLUG}.html"
    deadline = time.monotonic() + 60
    while not sheet.exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    process.kill()
    process.communicate(timeout=15)
    first = sheet.read_text()
    assert first.rstrip().endswith("</html>")
    assert not (out / "index.html").exists()

    for name in ("b", "c", "d"):
        (tmp_path / "class" / f"{name}.py").write_text(CHAIN)
    sheet.unlink()  # as if the kill had come between the scorecard and its sheet
    again = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, timeout=60, check=True)
    assert "1 of 4 are graded already and unchanged" in again.stdout
    assert sheet.read_text() == first
    links = re.findall(r'href="(sheets/[^"]+)"', (out / "index.html").read_text())
    assert len(links) == 4
    assert all((out / link).is_file() for link in links)


def test_a_sheet_that_cannot_be_written_costs_no_mark(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    folder, out = tmp_path / "class", tmp_path / "out"
    folder.mkdir()
    out.mkdir()
    for name in ("ann", "ben"):
        (folder / f"{name}.py").write_text(CHAIN)
    (out / "sheets").write_text("a file where the folder belongs")
    words = ["grade", folder, "--assignment", SLUG, "--out", out, "--public-only"]
    status, told = run(capsys, *words)
    assert status == 1
    assert f"{out}/sheets/" in told
    assert "cannot be written" in told
    assert f"`assay report {out}` makes the pages again" in told
    assert "Traceback" not in told
    assert [card(out, name)["points"] for name in ("ann", "ben")] == [4, 4]
    assert (out / "grades.csv").read_text().count("hidden_markov_models") == 2
    (out / "sheets").unlink()
    assert run(capsys, "report", out)[0] == 0
    assert len(list((out / "sheets").iterdir())) == 2


def test_a_fault_in_making_a_page_stops_no_grading(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    folder, out = tmp_path / "class", tmp_path / "out"
    folder.mkdir()
    for name in ("ann", "ben"):
        (folder / f"{name}.py").write_text(CHAIN)

    def broken(card: object) -> str:
        raise ZeroDivisionError("a defect of ours")

    monkeypatch.setattr("reports.write.render_sheet", broken)
    with pytest.raises(ZeroDivisionError):  # a defect is not hidden
        run(capsys, "grade", folder, "--assignment", SLUG, "--out", out, "--public-only")
    assert [card(out, name)["points"] for name in ("ann", "ben")] == [4, 4]
    assert (out / "grades.csv").is_file()


def test_only_what_changed_is_graded_again(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    folder, out = tmp_path / "class", tmp_path / "out"
    folder.mkdir()
    for name in ("ann", "ben"):
        (folder / f"{name}.py").write_text(CHAIN)
    words = ["grade", folder, "--assignment", SLUG, "--out", out, "--public-only"]
    assert "already" not in run(capsys, *words)[1]
    before = {path.name: path.read_bytes() for path in (out / "scorecards").iterdir()}
    assert "2 of 2 are graded already" in run(capsys, *words)[1]
    (folder / "ben.py").write_text(CHAIN + "\n# better\n")
    assert "1 of 2 are graded already" in run(capsys, *words)[1]
    after = {path.name: path.read_bytes() for path in (out / "scorecards").iterdir()}
    assert before[f"ann--{SLUG}.json"] == after[f"ann--{SLUG}.json"]
    assert before[f"ben--{SLUG}.json"] != after[f"ben--{SLUG}.json"]
    assert "already" not in run(capsys, *words, "--force")[1]
    (folder / "ann.py").unlink()
    assert f"1 more in {out} from earlier runs" in run(capsys, *words)[1]


def test_executed_copies_are_kept_on_request(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    folder, out = tmp_path / "class", tmp_path / "out"
    folder.mkdir()
    cells = [{"cell_type": "code", "metadata": {}, "source": text, "outputs": [], "execution_count": None} for text in (CHAIN, "6 * 7")]
    (folder / "ann.ipynb").write_text(json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells}))
    (folder / "ben.py").write_text(CHAIN)
    words = ["grade", folder, "--assignment", SLUG, "--out", out, "--public-only"]
    run(capsys, *words)
    assert not (out / "notebooks").exists()
    assert "1 of 2 are graded already" in run(capsys, *words, "--keep-notebooks")[1]
    assert [path.name for path in (out / "notebooks").iterdir()] == [f"ann--{SLUG}.ipynb"]
    kept = json.loads((out / "notebooks" / f"ann--{SLUG}.ipynb").read_text())
    assert kept["cells"][1]["outputs"][0]["data"]["text/plain"] == "42"
    assert "2 of 2 are graded already" in run(capsys, *words, "--keep-notebooks")[1]


def test_any_number_of_jobs_gives_the_same_scorecards(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    folder = tmp_path / "class"
    folder.mkdir()
    for name in ("ann", "ben", "cat", "dan"):
        (folder / f"{name}.py").write_text(CHAIN + f"\n# {name}\nimport random\nprint(random.random())\n")
    told = []
    for jobs in (1, 3):
        assert run(capsys, "grade", folder, "--assignment", SLUG, "--out", tmp_path / str(jobs), "--public-only", "--jobs", jobs)[0] == 0
        pages = {path.name: path.read_text() for path in (tmp_path / str(jobs) / "scorecards").iterdir()}
        told.append({name: re.sub(r'"(seconds|memory_mb)": [\d.e-]+', "", page) for name, page in pages.items()})
    assert told[0] == told[1]


def test_output_goes_where_it_is_sent(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    work, elsewhere = tmp_path / "work.py", tmp_path / "elsewhere.json"
    work.write_text(CHAIN)
    link = tmp_path / "link.json"
    link.symlink_to(elsewhere)
    elsewhere.write_text("")
    assert run(capsys, "check", work, "--assignment", SLUG, "--json", link)[0] == 1
    assert link.is_symlink()
    assert json.loads(elsewhere.read_text())["points"] == 4
    status, told = run(capsys, "check", work, "--assignment", SLUG, "--json", work)
    assert status == 2
    assert "work.py is there already, and may be your work" in told
    assert work.read_text() == CHAIN
    assert run(capsys, "check", work, "--assignment", SLUG, "--json", "/dev/null")[0] == 1
    assert Path("/dev/null").is_char_device()


def test_an_out_that_cannot_be_written_is_told_before_any_work(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "class").mkdir()
    (tmp_path / "class" / "ann.py").write_text(CHAIN)
    (tmp_path / "out").write_text("a file")
    status, told = run(capsys, "grade", tmp_path / "class", "--assignment", SLUG, "--out", tmp_path / "out")
    assert status == 1
    assert "cannot be written" in told
    assert str(tmp_path / "out") in told


def test_doctor_says_what_holds_here(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    status, told = run(capsys, "doctor")
    assert status == 0
    assert "a module and a notebook that try to break out find no way" in told
    assert "✗" not in told
    monkeypatch.setenv("PATH", "/nowhere")
    status, told = run(capsys, "doctor")
    assert status == 1
    assert "apt install bubblewrap" in told
