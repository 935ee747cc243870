"""The class record: scorecards come one at a time, little of each stays, and the numbers are those of a count over all of them at once."""

from __future__ import annotations

import gc
import pickle
import random
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import assay
from graders.batch import write_scorecard
from graders.scorecard import Scorecard
from graders.scorecard_file import from_json, to_json
from reports.class_page import class_page, render_class_page
from reports.class_record import ClassRecord
from reports.errors import ReportError
from reports.grades_csv import render_csv
from reports.names import card_name
from reports.summary import BINS, OPEN_NAMED
from reports.write import each_card, read_class

IDS = ["ann", "Ann", "ann-b", "ann b", "asha.k", "മീര", "=1+1", "x/y", "Zoë (2)", "s001", "s002", "s010"]
MOST_BYTES = 250  # of a scorecard that stay, pickled; the scorecards below have 30 KB


@pytest.fixture
def cards(make_card, make_task, make_check) -> list[Scorecard]:
    """A class with all that can happen, from a seed, in the order of the page."""
    dice = random.Random(7)

    def one_check(name: str):
        outcome = dice.choices(["passed", "failed", "skipped", "ungraded"], [6, 4, 1, 1])[0]
        possible = dice.choice([0.5, 1.0, 2.0])
        mistake = dice.choice(["no_scaling", "wrong_axis", None]) if outcome == "failed" else None
        words = {"hint": dice.choice([None, "Look at the axis."]), "rationale": dice.choice([None, "Some values are wrong."])}
        points = possible if outcome == "passed" else 0.0
        return make_check(name, outcome, possible=possible, points=points, mistake=mistake, hidden=name == "c2", **words)

    def one_card(student: str, slug: str) -> Scorecard:
        tasks = [make_task(*(one_check(f"c{n}") for n in range(dice.randint(2, 4))), name=name) for name in ("forward", "viterbi")]
        return make_card(*tasks, student=student, name=dice.choice([None, f"{student}'s name"]), assignment=slug, title=slug.upper())

    return [one_card(student, slug) for student in sorted(IDS, key=lambda text: (text.casefold(), text)) for slug in ("hmm", "rnn")]


def the_checks(cards: list[Scorecard], slug: str):
    return [(card, task, check) for card in cards if card.assignment == slug for task in card.tasks for check in task.checks]


def test_outcomes_and_points_are_those_of_a_count_over_all(cards):
    for summary in ClassRecord(cards).summaries:
        every = the_checks(cards, summary.assignment)
        assert summary.sheets == len(IDS)
        for name, tally in summary.tasks.items():
            judged = [check for _, task, check in every if task.name == name and check.outcome != "ungraded"]
            assert (tally.points, tally.possible) == (sum(c.points for c in judged), sum(c.possible for c in judged))
            whole = [task for card in cards if card.assignment == summary.assignment for task in card.tasks if task.name == name]
            assert tally.full == sum({check.outcome for check in task.checks} == {"passed"} for task in whole)
            for of_check in tally.checks.values():
                outcomes = [check.outcome for _, task, check in every if (task.name, check.name) == (name, of_check.name)]
                assert of_check.outcomes == {word: outcomes.count(word) for word in set(outcomes)}
                assert of_check.graded == len(outcomes) - outcomes.count("ungraded")


def test_mistakes_shares_and_open_checks_are_those_of_a_count_over_all(cards):
    for summary in ClassRecord(cards).summaries:
        every = the_checks(cards, summary.assignment)
        made = {(task.name, check.mistake) for _, task, check in every if check.mistake}
        assert {(one.task, one.name) for one in summary.mistakes} == made
        for one in summary.mistakes:
            assert one.students == sorted(
                {card.student.id for card, task, check in every if (task.name, check.mistake) == (one.task, one.name)}
            )
        counts = [len(one.students) for one in summary.mistakes]
        assert counts == sorted(counts, reverse=True)
        shares = [card.points / card.possible for card in cards if card.assignment == summary.assignment and card.complete]
        assert summary.shares == shares
        assert sum(summary.bins) == len(shares)
        assert len(summary.bins) == BINS
        assert [(one.student, one.sheet, one.check) for one in summary.open] == [
            (card.student.id, card_name(card), check.title) for card, _, check in every if check.outcome == "ungraded"
        ]


def test_the_order_in_which_scorecards_come_changes_no_row(cards):
    mixed = random.Random(1).sample(cards, len(cards))
    assert ClassRecord(mixed).rows == ClassRecord(cards).rows
    assert render_csv(ClassRecord(mixed)) == render_csv(ClassRecord(cards))


def test_the_page_in_pieces_is_the_page(cards):
    record = ClassRecord(cards)
    assert "".join(class_page(record, [])) == render_class_page(record, [])
    assert max(map(len, class_page(record, []))) < len(render_class_page(record, [])) / 3


def test_files_are_read_in_the_order_of_the_page(cards, tmp_path):
    """So what depends on who comes first (a title, a mistake's hint) is the same at every report. Odd ids are filed under their mark."""
    plain = [card for card in cards if card_name(card).startswith(f"{card.student.id}--")]
    put(tmp_path, random.Random(2).sample(plain, len(plain)))
    assert list(each_card(tmp_path)) == plain
    assert read_class(tmp_path).rows == ClassRecord(plain).rows


def test_a_second_scorecard_of_a_student_is_refused(cards):
    with pytest.raises(ReportError, match=r"Two scorecards are for ann--hmm\. Keep one"):
        ClassRecord([*cards, next(card for card in cards if card_name(card) == "ann--hmm")])


def test_of_thousands_of_ungraded_checks_the_first_are_named_and_all_are_counted(make_card, make_task, make_check):
    checks = [make_check(f"c{n}", "ungraded", rationale=f"Reason {n}.") for n in range(50)]
    record = ClassRecord(make_card(make_task(*checks), student=f"s{n:03}") for n in range(40))
    assert len(record.summaries[0].open) == OPEN_NAMED
    html = render_class_page(record, [])
    assert "2000 checks could not be graded" in html
    assert f"… {2000 - OPEN_NAMED} more checks" in html
    assert html.count("Reason 0.") == 2  # of the first two students
    assert html.count("Reason 10.") == 1


# ---- how much stays ----


@pytest.fixture
def heavy(make_card, make_task, make_check):
    """student number -> a scorecard of 60 checks with numbers, texts and code, read from JSON as a report reads it."""

    def card(number: int) -> Scorecard:
        evidence = {"expected": [float(n) for n in range(20)], "yours": [float(n) for n in range(20)], "output": "x" * 50}
        words = {"rationale": "Some values are wrong.", "hint": "Look at the axis.", "mistake": "wrong_axis", "evidence": evidence}
        tasks = [
            make_task(*(make_check(f"c{n}", "failed", **words) for n in range(6)), name=f"task{at}", title=f"Task {at}") for at in range(10)
        ]
        return from_json(to_json(make_card(*tasks, student=f"s{number:05}")))

    return card


def test_little_of_a_scorecard_stays(heavy):
    record, sizes = ClassRecord(), []
    for number in range(300):
        record.add(heavy(number))
        sizes.append(len(pickle.dumps(record)))  # an object that is shared is written once
    assert (sizes[-1] - sizes[99]) / 200 < MOST_BYTES
    assert len(to_json(heavy(1))) > 100 * MOST_BYTES


def test_a_report_holds_one_scorecard_at_a_time(heavy, tmp_path):
    put(tmp_path, [heavy(number) for number in range(12)])
    alive = []
    before = scorecards_in_memory()
    for _ in each_card(tmp_path):
        alive.append(scorecards_in_memory() - before)
    assert len(alive) == 12
    assert max(alive) <= 1
    record = read_class(tmp_path)
    assert len(record) == 12
    assert scorecards_in_memory() - before <= 1  # the loop's own, the last


def scorecards_in_memory() -> int:
    gc.collect()
    return sum(type(thing) is Scorecard for thing in gc.get_objects())


def put(out: Path, cards: list[Scorecard]) -> None:
    (out / "scorecards").mkdir()
    for card in cards:
        (out / "scorecards" / f"{card_name(card)}.json").write_text(to_json(card), encoding="utf-8")


def test_a_check_that_strong_sheets_pass_tells_apart(make_card, make_task, make_check):
    """Against NumPy's correlation; a check that weak sheets pass more often is below 0, one that all pass has none."""
    dice = random.Random(3)
    made = []
    for n in range(30):
        strong = n >= 15
        rest = make_check("rest", "passed", possible=10.0, points=5.0 * strong + dice.random())
        good = make_check("good", "passed" if strong or n == 3 else "failed")
        odd = make_check("odd", "failed" if strong or n == 5 else "passed")
        made.append(make_card(make_task(rest, good, odd, make_check("easy")), student=f"s{n:02}"))
    [summary] = ClassRecord(made).summaries
    checks = summary.tasks["viterbi"].checks
    assert checks["easy"].discrimination is None
    assert checks["good"].discrimination > 0.7
    assert checks["odd"].discrimination < -0.5
    for name in ("good", "odd"):
        every = [check for card in made for task in card.tasks for check in task.checks if check.name == name]
        others = [(card.points - check.points) / (card.possible - check.possible) for card, check in zip(made, every, strict=True)]
        expected = np.corrcoef([check.outcome == "passed" for check in every], others)[0, 1]
        assert checks[name].discrimination == pytest.approx(expected)
    assert f"{checks['good'].discrimination:.2f}" in render_class_page(ClassRecord(made), [])
    assert ClassRecord(made[:9]).summaries[0].tasks["viterbi"].checks["good"].discrimination is None


def test_who_took_far_longer_is_named(make_card, make_task, make_check):
    cards = [make_card(make_task(make_check()), student=f"s{n}") for n in range(6)]
    cards[4] = replace(cards[4], made=replace(cards[4].made, seconds=60.0))
    record = ClassRecord(cards)
    assert [row.student for row in record.slow("hidden_markov_models")] == ["s4"]
    assert "Took far longer" in render_class_page(record, [])
    assert "Took far longer" not in render_class_page(ClassRecord(cards[:4]), [])


def test_who_needed_far_more_memory_is_named(make_card, make_task, make_check):
    cards = [make_card(make_task(make_check()), student=f"s{n}") for n in range(6)]
    cards = [replace(card, made=replace(card.made, memory_mb=900 if n == 2 else 40 + n)) for n, card in enumerate(cards)]
    record = ClassRecord(cards)
    assert [row.student for row in record.large("hidden_markov_models")] == ["s2"]
    assert "Needed far more memory" in render_class_page(record, [])
    assert "Needed far more memory" not in render_class_page(ClassRecord(cards[3:]), [])


def test_a_roster_says_who_is_missing_now_and_later(make_card, make_task, make_check, tmp_path: Path):
    for student in ("ada", "s2"):
        write_scorecard(tmp_path, make_card(make_task(make_check()), student=student), card_name)
    roster = tmp_path / "class.csv"
    roster.write_text("Name;Email address\nAda Lovelace;ada@uni.edu\nGrace <Hopper>;grace@uni.edu\n    Points Possible;\nTwo;s2@uni.edu\n")
    assert assay.main(["report", str(tmp_path), "--roster", str(roster)]) == 0
    page = (tmp_path / "index.html").read_text()
    assert "On the roster, without a sheet" in page
    assert "Grace &lt;Hopper&gt;" in page
    assert "Lovelace" not in page
    assert assay.main(["report", str(tmp_path)]) == 0
    assert "Grace" in (tmp_path / "index.html").read_text()
