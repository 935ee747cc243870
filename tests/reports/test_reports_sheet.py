"""What stands on a sheet and on the class page, and what never does."""

from __future__ import annotations

import re
import time

import pytest

from graders.scorecard import Code, Submission
from reports.class_page import render_class_page
from reports.class_record import ClassRecord
from reports.sheet import PICTURES, render_sheet
from reports.text import number, percent, points
from reports.words import SYMBOLS

LONG = [float(n) for n in range(20)]


def numbers(expected, yours, **more):
    return {"expected": expected, "yours": yours, "tolerance": 1e-6, "scale": 1.0, "error": 1.0, "where": [0], **more}


@pytest.mark.parametrize("outcome", ["passed", "failed", "skipped", "ungraded"])
def test_every_outcome_has_its_word_and_symbol(outcome, every_outcome):
    badge = f'<span class="badge {outcome}"><b aria-hidden="true">{SYMBOLS[outcome]}</b>{outcome}</span>'
    assert badge in render_sheet(every_outcome)


def test_the_title_is_the_same_sentence(every_outcome):
    html = render_sheet(every_outcome)
    for check in every_outcome.tasks[0].checks:
        assert check.title in html


def test_ungraded_is_our_fault_and_no_zero(every_outcome):
    html = render_sheet(every_outcome)
    assert "our fault, not yours" in html
    assert "<strong>not zeros</strong>" in html
    assert "Result so far" in html
    assert "between 20 % and 40 %" in html
    assert "open, of 2" in html


def test_a_complete_sheet_says_nothing_of_faults(make_card, make_task, make_check):
    html = render_sheet(make_card(make_task(make_check())))
    assert "our fault" not in html
    assert "Everything passed" in html
    assert "100 %" in html


def test_evidence_of_a_hidden_check_is_never_printed(make_card, make_task, make_check):
    evidence = numbers([123456.5] * 9, [765432.5] * 9, case="CASE7", arguments="ARG7", output="OUT7", accuracy=0.987654,
                       traceback=[{"file": "hmm.py", "line": 1, "text": "TRACE7"}])  # fmt: skip
    hidden = make_check("deep", "failed", hidden=True, rationale="It is wrong.", hint="Look there.", mistake="MISTAKE7", evidence=evidence)
    html = render_sheet(make_card(make_task(hidden, code=Code(file="hmm.py", line=1, text="x = 1"))))
    assert "It is wrong." in html
    assert "Look there." in html
    for secret in ("123456", "765432", "CASE7", "ARG7", "OUT7", "TRACE7", "MISTAKE7", "0.9877", "<svg", "your code stopped here"):
        assert secret not in html


@pytest.mark.parametrize(
    ("expected", "yours", "drawn"),
    [
        (LONG, LONG[::-1], True),
        ([LONG, LONG], [LONG, LONG[::-1]], True),
        ([[LONG, LONG]] * 3, [[LONG, LONG[::-1]]] * 3, True),
        ([1.0, 2.0, 3.0, 4.0], ["nan", "inf", "-inf", 1.0], True),
        ([1.0, 2.0, 3.0, 4.0], ["nan"] * 4, False),
        ([5.0] * 6, [5.0] * 6, True),
        ([1e308, -1e308, 0.0, 1.0], [-1e308, 1e308, 0.0, 1.0], True),
        (1.0, 2.0, False),
        (True, False, False),
        ([1.0, 2.0], [2.0, 1.0], False),
        (LONG, [[x] for x in LONG], False),
        ([], [], False),
        ([[]], [[]], False),
        (LONG, "text", False),
        ({"a": LONG, "b": 1}, {"a": LONG, "c": 2}, True),
        ([LONG, 1.0], [LONG[::-1], 2.0], True),
        (10**400, None, False),
    ],
)
def test_pictures_where_there_is_something_to_see(expected, yours, drawn, make_card, make_task, make_check):
    html = render_sheet(make_card(make_task(make_check("x", "failed", evidence=numbers(expected, yours)))))
    assert ("<svg" in html) == drawn
    assert drawn or "Expected</th>" in html


@pytest.mark.parametrize(("alone", "words"), [({}, "Largest difference"), ({"alone": True}, "the expected number itself")])
def test_what_a_difference_is_measured_against_is_said(alone, words, make_card, make_task, make_check):
    html = render_sheet(make_card(make_task(make_check("x", "failed", evidence=numbers([1.0, 1e-9], [1.0, 2e-9], **alone)))))
    assert words in html
    assert ("the expected answer&#39;s scale" in html) == (not alone)


def test_other_shapes_are_said(make_card, make_task, make_check):
    check = make_check("x", "failed", evidence=numbers([1.0, 2.0, 3.0], [[1.0], [2.0], [3.0]]))
    assert "Yours: shape (3, 1). Expected: shape (3,)." in render_sheet(make_card(make_task(check)))


def test_pictures_are_light_deterministic_and_have_their_own_ids(make_card, make_task, make_check):
    wave = [float(n * n % 17) + n / 7 for n in range(400)]
    table = [wave[n : n + 20] for n in range(0, 400, 20)]
    both = numbers(wave, wave[::-1]), numbers(table, table[::-1])
    card = make_card(make_task(*(make_check(f"c{n}", "failed", evidence=both[n % 2]) for n in range(6))))
    html = render_sheet(card)
    pictures = re.findall(r"<svg.*?</svg>", html, flags=re.S)
    assert len(pictures) == 6
    assert max(map(len, pictures)) <= 15_000
    ids = re.findall(r'\bid="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'(?:href="#|url\(#|aria-labelledby=")([\w.-]+)', "".join(pictures))) <= set(ids)
    assert all('role="img"' in picture and "<title" in picture for picture in pictures)
    assert render_sheet(card) == html


def test_a_single_wrong_number_in_a_long_line_is_drawn(make_card, make_task, make_check):
    flat, spike = [0.0] * 400, [0.0] * 400
    spike[237] = 1.0
    html = render_sheet(make_card(make_task(make_check("x", "failed", evidence=numbers(flat, spike)))))
    paths = re.findall(r'<path d="([^"]*)"', html)
    bent = [path for path in paths if len({point.split()[1] for point in re.findall(r"[ML] ?(\S+ [\d.]+)", path)}) > 1]
    assert len(bent) == 2  # yours and the difference


def test_failed_checks_have_their_pictures_first(make_card, make_task, make_check):
    checks = [make_check(f"p{n}", evidence=numbers(LONG, LONG)) for n in range(PICTURES)]
    checks.append(make_check("last", "failed", evidence=numbers(LONG, LONG[::-1])))
    html = render_sheet(make_card(make_task(*checks)))
    assert html.count("<svg") == PICTURES
    assert "<svg" in html[html.index(f'id="t1c{PICTURES + 1}"') :]


def test_the_line_of_the_traceback_is_marked(make_card, make_task, make_check):
    code = Code(file="hmm.ipynb cell 4", line=1, text="def viterbi():\n    return 1 / 0\n")
    trace = [{"file": "cell 4", "line": 2, "text": "return 1 / 0"}]
    check = make_check("x", "failed", status="raised", rationale="ZeroDivisionError: division by zero", evidence={"traceback": trace})
    html = render_sheet(make_card(make_task(check, code=code)))
    assert re.search(r'class="row here"><span class="n">2</span>    return 1 / 0', html)
    assert html.count("your code stopped here") == 1


def test_mend_first_what_stops_a_whole_task(make_card, make_task, make_check):
    slow = make_task(make_check("big", "failed", possible=9.0), name="a", title="Big task")
    dead = make_task(make_check("dead", "failed", status="crashed"), make_check("later", "skipped"), name="b", title="Dead task")
    html = render_sheet(make_card(slow, dead))
    first = html[html.index('id="first"') : html.index('id="tasks"')]
    assert first.index("Dead task") < first.index("Big task")
    assert "up to 4 points" in first


@pytest.mark.parametrize("evidence", [{"traceback": 3}, {"where": 1, "error": [1]}, {"expected": None, "yours": None}, {"output": 5},
                                      {"traceback": [{"line": "x"}]}, {"size": "nan", "wrong": "inf"}, {"unknown": {"a": 1}}])  # fmt: skip
def test_odd_evidence_never_stops_a_sheet(evidence, make_card, make_task, make_check):
    assert "the sentence of x" in render_sheet(make_card(make_task(make_check("x", "failed", evidence=evidence))))


def test_a_huge_submission_gives_a_light_sheet_soon(make_card, make_task, make_check):
    wave = [float(n % 17) for n in range(400)]
    evidence = numbers([wave[n : n + 20] for n in range(0, 400, 20)], [wave[n : n + 20] for n in range(20, 400, 20)] + [wave[:20]])
    evidence |= {"output": "x" * 65_000, "arguments": "a" * 9000, "traceback": [{"file": "hmm.py", "line": 1, "text": "y" * 5000}] * 500}
    code = Code(file="hmm.py", line=1, text=("z" * 300 + "\n") * 3000)
    checks = [make_check(f"c{n}", "failed", rationale="r" * 9000, evidence=evidence) for n in range(6)]
    tasks = [make_task(*checks, code=code) for _ in range(5)]
    start = time.process_time()
    html = render_sheet(make_card(*tasks))
    assert len(html.encode()) < 500_000
    assert time.process_time() - start < 5  # an order of magnitude above what it takes


def test_a_passed_check_that_wants_an_error_marks_nothing(make_card, make_task, make_check):
    trace = [{"file": "hmm.py", "line": 1, "text": "raise ValueError"}]
    check = make_check("x", status="raised", evidence={"traceback": trace, "case": "one"})
    html = render_sheet(make_card(make_task(check, code=Code(file="hmm.py", line=1, text="raise ValueError"))))
    assert "stopped" not in html


def test_a_file_that_does_not_load_is_the_one_thing_to_mend(make_card, make_task, make_check):
    tasks = [make_task(make_check("x", "failed", status="missing"), name=name) for name in ("a", "b")]
    broken = Submission(files=(), notes=("hmm.py, line 10: SyntaxError: '(' was never closed",))
    assert "Your file stopped while it was loaded" in render_sheet(make_card(*tasks, submission=broken))
    assert "Your file stopped while it was loaded" not in render_sheet(make_card(*tasks))


def test_names_between_backticks_are_code(make_card, make_task, make_check):
    check = make_check("x", "failed", rationale="`lstm_gates` is not <defined>, ` says `a < b`.")
    html = render_sheet(make_card(make_task(check)))
    assert "<code>lstm_gates</code> is not &lt;defined&gt;" in html


def test_an_empty_card_has_a_sheet(make_card):
    assert "0</strong>" in render_sheet(make_card())


def test_numbers_are_said_plainly():
    assert [points(x) for x in (17.5, 20.0, 1 / 3, 0.0)] == ["17.5", "20", "0.33", "0"]
    assert percent(99.99, 100) == "99.9 %"
    assert percent(7, 8) == "87.5 %"
    assert percent(1, 0) == "–"
    assert percent(0.29, 1) == "29 %"
    assert percent(8, 9) == "88.9 %"
    assert [number(x) for x in (0.25, 1.23456e-7, 1200.0, float("nan"), float("-inf"))] == ["0.25", "1.235e-07", "1200", "NaN", "-inf"]


def test_class_page(make_card, make_task, make_check, every_outcome):
    wrong = make_check("weather", "failed", mistake="no_scaling", rationale="Some values are wrong.", hint="You forgot to scale.")
    cards = [make_card(make_task(wrong), student=f"s{n:03}") for n in range(2, 5)]
    cards += [make_card(make_task(make_check()), student="Asha K"), every_outcome]
    html = render_class_page(ClassRecord(cards), [{"entry": "s005/notes.py", "reason": "No such assignment."}])
    assert "5 students, 5 sheets" in html
    assert "s005/notes.py" in html
    assert "No such assignment." in html
    assert "1 check could not be graded" in html
    assert "no student" in html
    assert 'href="sheets/s002--hidden_markov_models.html"' in html
    assert 'href="sheets/Asha%20K--hidden_markov_models.html"' in html
    assert "no_scaling" in html
    assert "You forgot to scale." in html
    assert html.index('id="students"') < html.index("Tasks and checks")
    assert "<bdi>s002</bdi>, <bdi>s003</bdi>, <bdi>s004</bdi>" in html
    assert "25 %" in html  # one of four passed `weather`
    assert "<svg" in html
    assert len(html.encode()) < 100_000


def test_a_class_page_without_anything(make_card):
    assert "No sheet was made." in render_class_page(ClassRecord([]), [])
    assert "<svg" in render_class_page(ClassRecord([make_card()]), [])
