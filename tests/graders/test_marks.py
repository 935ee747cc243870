"""Answers that a person marks: they wait without harm, are marked in the terminal, and keep their marks when the class is graded again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

import assay
from graders import marks
from graders.batch import Desk
from graders.errors import OutputError
from graders.scorecard import Check, Scorecard
from graders.scorecard_file import from_json
from reports.sheet import render_sheet
from tests.graders import quizzing

ANSWERS = "def answers():\n    return {'scale': 'b', 'parts': ['a', 'c'], 'size': 175e9}\n"
WORDS = ANSWERS + "def words():\n    return {'bias': 'From the <b>texts</b>\\x1b[2J that people wrote.'}\n"


def by_name(card: Scorecard, name: str) -> Check:
    return next(check for task in card.tasks for check in task.checks if check.name == name)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """A class of two: one wrote an answer, one did not."""
    desk = Desk(tmp_path, assay.Reports())
    desk.take_new(quizzing.card(WORDS))
    desk.take_new(quizzing.card(ANSWERS, student="bob"))
    return tmp_path


def mark(out: Path, typed: str, *words: str) -> tuple[int, str]:
    told = CliRunner().invoke(assay.app, ["mark", str(out), *words], input=typed)
    assert told.exception is None or isinstance(told.exception, SystemExit), told.exception
    return told.exit_code, " ".join(told.output.split())


def stored(out: Path, student: str) -> Scorecard:
    return from_json((out / "scorecards" / f"{student}--quiz.json").read_bytes())


def test_what_waits_for_a_person_is_open_and_nobodys_fault(out: Path) -> None:
    card = stored(out, "ada")
    assert (card.points, card.possible, card.complete, card.settled) == (7, 10, False, True)
    assert by_name(card, "source").outcome == "ungraded"
    page = render_sheet(card)
    assert "still to be marked by hand" in page
    assert "our fault" not in page
    assert "From the &lt;b&gt;texts&lt;/b&gt;" in page
    assert page.count("<blockquote") == 1  # once, though two criteria look at it


def test_an_answer_that_cannot_be_found_waits_too(out: Path) -> None:
    check = by_name(stored(out, "bob"), "source")
    assert (check.outcome, check.status, check.evidence["by_hand"]["answer"]) == ("ungraded", "missing", None)


def test_who_checks_alone_meets_no_question_that_a_person_marks() -> None:
    assert [task.name for task in quizzing.card(WORDS, public_only=True).tasks] == ["answers"]


def test_marks_and_comments_reach_scorecard_sheet_and_class_page(out: Path) -> None:
    status, told = mark(out, "2\nWell seen.\n0,5\n\n0\nNothing here.\n0\n\n")
    assert status == 0
    assert "4 marks are saved" in told
    assert "Nothing is left to mark." in told
    assert "\x1b[2J" not in told
    assert "(no text was found in this hand-in)" in told
    card = stored(out, "ada")
    assert (card.points, card.complete) == (9.5, True)
    source, remedy = by_name(card, "source"), by_name(card, "remedy")
    assert (source.outcome, source.points, source.rationale) == ("passed", 2, "Well seen.")
    assert (remedy.outcome, remedy.points, remedy.rationale) == ("failed", 0.5, None)
    assert "Well seen." in (out / "sheets" / "ada--quiz.html").read_text()
    assert "9.5" in (out / "grades.csv").read_text()
    assert "marked by hand" not in (out / "index.html").read_text()


def test_one_question_of_all_students_comes_before_the_next_student(out: Path) -> None:
    told = mark(out, "q\n")[1]
    assert told.index("ada") < told.index("names where bias comes from")
    assert "4 are left to mark." in told


def test_what_is_put_off_stays_open_and_the_rest_is_kept(out: Path) -> None:
    status, told = mark(out, "\n1\n\nq\n")
    assert status == 2
    assert "3 are left to mark." in told
    assert by_name(stored(out, "ada"), "remedy").points == 1
    assert "3 criteria" in (out / "index.html").read_text()


def test_a_number_out_of_range_is_asked_for_again(out: Path) -> None:
    told = mark(out, "3\n-1\nmany\n2\n\nq\n", "--student", "ada")[1]
    assert told.count("Type a number from 0 to 2.") == 3
    assert by_name(stored(out, "ada"), "source").points == 2


def test_ctrl_c_in_the_middle_keeps_what_was_marked(out: Path) -> None:
    mark(out, "2\n\n")  # the input ends, as when the terminal is closed
    assert by_name(stored(out, "ada"), "source").points == 2


def test_grading_again_keeps_the_marks_of_a_text_that_has_not_changed(out: Path) -> None:
    mark(out, "2\nGood.\n1\n\nq\n")
    Desk(out, assay.Reports()).take_new(quizzing.card(WORDS + "# a remark\n"))
    assert stored(out, "ada").points == 10
    assert by_name(stored(out, "ada"), "source").rationale == "Good."


def test_another_text_is_to_be_marked_again_and_says_so(out: Path) -> None:
    mark(out, "2\nGood.\n1\n\nq\n")
    Desk(out, assay.Reports()).take_new(quizzing.card(WORDS.replace("people", "machines")))
    card = stored(out, "ada")
    assert (card.points, card.complete) == (7, False)
    assert "It has changed since it got 2 of 2 points." in (by_name(card, "source").rationale or "")
    assert "It has changed since" in mark(out, "q\n")[1]


def test_marks_can_be_changed(out: Path) -> None:
    mark(out, "2\n\n1\n\nq\n")
    status, told = mark(out, "1\nOn second thoughts.\n\n", "--again", "--student", "ada")
    assert "Marked: 2" in told
    assert stored(out, "ada").points == 9
    assert status == 0
    assert "4 are left" not in told


def test_a_spoiled_file_of_marks_is_told_and_not_overwritten(out: Path) -> None:
    path = marks.path_of(out, "ada--quiz")
    path.parent.mkdir()
    path.write_text('{"schema": "assay/marks/v1", "marks": 3}')
    with pytest.raises(OutputError, match=r"ada--quiz\.json cannot be read .* Mend the file"):
        Desk(out, assay.Reports()).take_new(quizzing.card(WORDS))
    assert json.loads(path.read_text())["marks"] == 3


def test_a_folder_without_scorecards_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert assay.main(["mark", str(tmp_path)]) == 1
    assert "Give the folder that `assay grade` wrote to." in " ".join(capsys.readouterr().err.split())
