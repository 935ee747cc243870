"""Marks in the formats of other programs, each read back by a reader that is not ours, with the texts that break careless writers."""

from __future__ import annotations

import csv
import io
import json
import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

import assay
from graders.batch import write_scorecard
from graders.scorecard import Code, Scorecard
from reports.exports import FORMATS
from reports.exports.class_of import Class
from reports.names import card_name
from reports.write import write_sheet

ODD = {"s1": "=cmd|' /C calc'!A0", "s2": 'Åsa, "Bo"\nLee', "s3": "श्री <b>राम</b>", "@s4": "+1"}


@pytest.fixture
def cards(make_card: Callable, make_task: Callable, make_check: Callable) -> list[Scorecard]:
    """Four students with odd names; the last one is not graded whole."""
    made = []
    for student, name in ODD.items():
        last = "ungraded" if student == "@s4" else "failed"
        checks = [
            make_check(),
            make_check("ties", last, hidden=True, rationale="part [0] | is *wrong*\n::error::<script>"),
            make_check("long", points=1.5),
        ]
        code = Code(file="hmm.py", line=7, text="def viterbi(): ...")
        made.append(make_card(make_task(*checks, code=code), student=student, name=name))
    return made


@pytest.fixture
def out(cards: list[Scorecard], tmp_path: Path) -> Path:
    for card in cards:
        write_scorecard(tmp_path, card, card_name)
        write_sheet(tmp_path, card)
    return tmp_path


def exported(cards: list[Scorecard], format: str, **given: object) -> dict[str, str]:
    return dict(FORMATS[format](Class(lambda: iter(cards), **given)))  # type: ignore[arg-type]


def table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def harmless(text: str) -> bool:
    """Whether a spreadsheet takes no cell for a formula."""
    rows = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    return not any(re.match(r"[=+@\t]|-[^\d]", cell) for row in rows for cell in row if cell != "-")


@pytest.mark.parametrize("format", ["csv", "canvas", "moodle", "nbgrader"])
def test_no_cell_is_a_formula_and_every_row_has_all_columns(cards: list[Scorecard], format: str) -> None:
    [text] = exported(cards, format).values()
    assert harmless(text)
    lines = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    assert len({len(line) for line in lines}) == 1
    assert any("राम" in cell for line in lines for cell in line) or format == "moodle"


def test_canvas_matches_by_login_without_a_roster(cards: list[Scorecard]) -> None:
    points, *rows = table(exported(cards, "canvas")["canvas.csv"])
    assert list(points) == ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "Hidden Markov models"]
    assert points["Student"] == "    Points Possible"
    assert points["Hidden Markov models"] == "6"
    assert [row["SIS Login ID"] for row in rows] == ["s1", "s2", "s3", "'@s4"]
    assert [row["Hidden Markov models"] for row in rows] == ["3.5", "3.5", "3.5", ""]  # what is open is no zero


def test_canvas_fills_in_its_own_gradebook(cards: list[Scorecard], tmp_path: Path, out: Path) -> None:
    page = tmp_path / "book.csv"
    page.write_text(
        "\ufeffStudent,ID,SIS User ID,SIS Login ID,Section,Homework (11),Hidden Markov models (77),Final Score\n"
        "Manual Posting,,,,,,,\n    Points Possible,,,,,5,6,(read only)\n"
        '"Lee, Asa",901,u9,s2@uni.edu,A,5,,88\n"Nobody, Ada",902,u8,ada,A,5,,70\n"Student, Test",903,,x,A,,,\n'
    )
    assert assay.main(["export", "canvas", str(out), "--roster", str(page)]) == 0
    points, *rows = table((out / "exports/canvas/canvas.csv").read_text())
    assert list(points)[-1] == "Hidden Markov models (77)"
    marks = [(row["Student"], row["ID"], row["Hidden Markov models (77)"]) for row in rows]
    assert marks == [("Lee, Asa", "901", "3.5"), ("Nobody, Ada", "902", "")]


def test_moodle_gets_grades_with_their_feedback(cards: list[Scorecard]) -> None:
    roster = [{"username": "s1", "Email address": "s1@uni.edu"}]
    rows = table(exported(cards, "moodle", roster=roster, columns=list(roster[0]))["moodle.csv"])
    assert [row["Hidden Markov models"] for row in rows] == ["3.5", "3.5", "3.5", "-"]
    assert rows[0]["email"] == "s1@uni.edu"
    assert rows[0]["Hidden Markov models (feedback)"].startswith("3.5 of 6 points. Mend first: Viterbi decoding")
    assert "Not graded whole yet" in rows[3]["Hidden Markov models (feedback)"]


def test_nbgraders_columns(cards: list[Scorecard]) -> None:
    rows = table(exported(cards, "nbgrader")["grades.csv"])
    wanted = "assignment,duedate,timestamp,student_id,last_name,first_name,email,raw_score,late_submission_penalty,score,max_score"
    assert ",".join(rows[0]) == wanted
    assert (rows[0]["score"], rows[0]["max_score"], rows[3]["score"]) == ("3.5", "6", "")


def test_gradescopes_results(cards: list[Scorecard]) -> None:
    files = exported(cards, "gradescope")
    page = json.loads(files["s1--hidden_markov_models/results.json"])
    assert page["score"] == 3.5
    assert [test.get("status") for test in page["tests"]] == ["passed", "failed", "passed"]
    assert [test["visibility"] for test in page["tests"]] == ["visible", "after_published", "visible"]
    assert sum(test["max_score"] for test in page["tests"]) == 6
    fields = {"name", "number", "max_score", "score", "status", "output", "visibility", "extra_data"}  # of the specification
    assert all(set(test) <= fields for test in page["tests"])
    [unfinished] = [json.loads(text) for name, text in files.items() if "s4" in name]
    assert "score" not in unfinished
    assert "no zeros" in unfinished["output"]
    assert "status" not in unfinished["tests"][1]


def test_junit_is_xml_that_names_failures_and_errors(cards: list[Scorecard]) -> None:
    suites = [ElementTree.fromstring(text) for text in exported(cards, "junit").values()]
    assert [(suite.get("failures"), suite.get("errors")) for suite in suites] == [("1", "0")] * 3 + [("0", "1")]


FACTS = {"classroom": "ai", "submission": "submit/1", "commit": "4f2a", "release": "r", "datetime": "2026-11-20T10:00:00Z"}


def test_classroom50_gets_whole_numbers(cards: list[Scorecard]) -> None:
    page = json.loads(exported(cards[:1], "classroom50", facts=FACTS)["s1--hidden_markov_models/result.json"])
    required = ["schema", "classroom", "assignment", "assignment_type", "owner", "submission", "commit", "release", "review", "datetime"]
    required += ["score", "max-score", "tests"]
    assert set(required) <= set(page)
    assert page["schema"] == "classroom50/result/v1"
    assert (page["score"], page["max-score"], page["points-factor"]) == (7, 12, 2)
    assert all(isinstance(test[key], int) for test in page["tests"] for key in ("score", "max-score"))
    assert sum(test["score"] for test in page["tests"]) == page["score"]


def test_classroom50_says_what_it_needs(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert assay.main(["export", "classroom50", str(out)]) == 1
    assert "needs `classroom`" in capsys.readouterr().err
    facts = [word for key, value in FACTS.items() for word in ("--set", f"{key}={value}")]
    assert assay.main(["export", "classroom50", str(out), *facts]) == 1
    assert "knows no open points" in " ".join(capsys.readouterr().err.split())
    assert assay.main(["export", "classroom50", str(out), "--set", "classroom"]) == 1
    assert "no KEY=VALUE" in capsys.readouterr().err


def test_github_gets_a_summary_and_annotations_that_no_student_text_can_break(cards: list[Scorecard]) -> None:
    files = exported(cards, "github")
    summary = files["s1--hidden_markov_models.md"]
    assert summary.startswith("## Hidden Markov models: 3.5 of 6 points\n")
    assert "<script>" not in summary
    assert "\\*wrong\\*" in summary
    [line] = files["s1--hidden_markov_models.annotations"].splitlines()
    assert line.startswith("::error file=hmm.py,line=7,title=Viterbi decoding%3A the sentence of ties::part [0] | is *wrong*%0A")
    [warning] = next(text for name, text in files.items() if "s4" in name and name.endswith("annotations")).splitlines()
    assert warning.startswith("::warning ")


def test_an_unknown_format_names_those_there_are(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert assay.main(["export", "excel", str(out)]) == 1
    assert "Known: csv, canvas, moodle, gradescope, junit, classroom50, github, nbgrader." in " ".join(capsys.readouterr().err.split())


@pytest.mark.parametrize("text", ["", "just one column\n", "\ud800"])
def test_a_roster_that_is_none_is_told(out: Path, tmp_path: Path, text: str, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "r.csv").write_bytes(text.encode("utf-8", "surrogatepass"))
    assert assay.main(["export", "canvas", str(out), "--roster", str(tmp_path / "r.csv")]) == 1
    assert "r.csv" in capsys.readouterr().err


def test_only_one_assignment_on_request(out: Path, tmp_path: Path) -> None:
    assert assay.main(["export", "junit", str(out), "--assignment", "another", "--to", str(tmp_path / "here")]) == 0
    assert not (tmp_path / "here").exists()


# ---- assay compare ----


@pytest.fixture
def told(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[[], str]:
    """What was printed on a wide terminal, on one line."""
    monkeypatch.setenv("COLUMNS", "200")
    return lambda: " ".join(capsys.readouterr().out.split())


def test_compare_shows_what_changed(out: Path, cards: list[Scorecard], tmp_path: Path, told: Callable[[], str]) -> None:
    again = tmp_path / "again"
    for card in cards[1:]:
        write_scorecard(again, card, card_name)
    task = cards[0].tasks[0]
    better = replace(task.checks[1], outcome="passed", points=2.0)
    task = replace(task, checks=(task.checks[0], better, task.checks[2]), points=5.5)
    write_scorecard(again, replace(cards[0], tasks=(task,), points=5.5), card_name)
    assert assay.main(["compare", str(out), str(again), "--html", str(tmp_path / "page.html")]) == 1
    said = told()
    assert "s1 hidden_markov_models Viterbi decoding: the sentence of ties failed passed +2" in said
    assert "1 submission changed, 3 did not; +2 points in all." in said
    page = (tmp_path / "page.html").read_text()
    assert "the sentence of ties" in page
    assert "s2" not in page


def test_compare_of_the_same_says_so(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert assay.main(["compare", str(out), str(out)]) == 0
    assert "0 submissions changed, 4 did not; 0 points in all." in " ".join(capsys.readouterr().out.split())


def test_compare_counts_who_is_new_or_gone(out: Path, cards: list[Scorecard], tmp_path: Path, told: Callable[[], str]) -> None:
    student = replace(cards[0].student, id="new")
    write_scorecard(tmp_path / "b", replace(cards[0], student=student), card_name)
    assert assay.main(["compare", str(out), str(tmp_path / "b")]) == 1
    said = told()
    assert "new hidden_markov_models the whole submission none 3.5 +3.5" in said
    assert "s1 hidden_markov_models the whole submission 3.5 none -3.5" in said
