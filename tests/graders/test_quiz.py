"""Questions with one right answer: how they are written, read, judged, explained, and kept from those who have not handed in yet."""

from __future__ import annotations

import json

import pytest

from fixtures.store import pages
from graders.choices import letters, matches, misformed
from graders.errors import AssignmentError, FixtureError
from graders.scorecard import Check
from reports.sheet import render_sheet
from tests.graders import quizzing

RIGHT = "def answers():\n    return {'scale': 'b', 'parts': ['a', 'c'], 'size': 175e9}\n"


def check(source: str, name: str) -> Check:
    return next(one for task in quizzing.card(source).tasks for one in task.checks if one.name == name)


def answering(**answers: object) -> str:
    return f"def answers():\n    return { ({'scale': 'b', 'parts': ['a', 'c'], 'size': 175e9} | answers)!r}\n"


@pytest.mark.parametrize(
    "answers",
    [
        {},
        {"scale": " B "},
        {"scale": ["b"]},
        {"parts": ("c", "a")},
        {"parts": "a, c"},
        {"parts": "CA"},
        {"size": 175_000_000_000},
        {"size": "1.75e11"},
        {"size": 174.6e9},
    ],
)
def test_right_answers_get_all_points_in_any_form_that_leaves_no_doubt(answers: dict) -> None:
    assert quizzing.card(answering(**answers)).points == 7


@pytest.mark.parametrize(
    ("answers", "lost"),
    [
        ({"scale": "a"}, {"scale"}),
        ({"parts": ["a"]}, {"parts"}),
        ({"parts": ["a", "b", "c"]}, {"parts"}),
        ({"size": 170e9}, {"size"}),
        ({"scale": "c", "size": 1}, {"scale", "size"}),
        ({"scale": ["a", "b"]}, {"scale", "form"}),
        ({"scale": "x"}, {"scale", "form"}),
        ({"scale": 2}, {"scale", "form"}),
        ({"size": True}, {"size", "form"}),
        ({"size": "many"}, {"size", "form"}),
        ({"size": None}, {"size", "form"}),
        ({"parts": []}, {"parts", "form"}),
        ({"another": "a"}, {"form"}),
    ],
)
def test_a_wrong_answer_costs_its_question_and_no_other(answers: dict, lost: set[str]) -> None:
    checks = [one for task in quizzing.card(answering(**answers)).tasks for one in task.checks if not one.by_hand]
    assert {one.name for one in checks if one.outcome == "failed"} == lost


def test_a_question_without_an_answer_costs_its_points_and_is_named() -> None:
    source = "def answers():\n    return {'parts': ['a', 'c'], 'size': 175e9}\n"
    assert quizzing.card(source).points == 4
    assert "1 of 3 questions have no answer: `scale`" in (check(source, "form").rationale or "")


@pytest.mark.parametrize(
    "source", ["def answers():\n    return 'b'\n", "def answers():\n    return {}\n", "def answers():\n    return None\n"]
)
def test_what_is_no_dict_of_answers_gets_nothing(source: str) -> None:
    assert quizzing.card(source).points == 0


def test_the_sheet_explains_right_and_wrong_answers() -> None:
    page = render_sheet(quizzing.card(answering(scale="c")))
    assert "Summing to one is what the softmax itself does." in page
    assert "The answer is b: to keep the softmax soft. Large scores make the softmax hard." in page
    assert "The answer is a: a generator; c: a discriminator. The two play against each other." in page
    assert "The answer is 175,000,000,000, give or take 1 %." in page


def test_a_wrong_choice_without_a_hint_of_its_own_is_said_back() -> None:
    assert check(answering(scale="a"), "scale").hint == "You chose a: to save memory."
    assert check(answering(parts=["a"]), "parts").hint == "You leave out c: a discriminator."
    assert check(answering(size=175e6), "size").hint == "These are millions."


def test_who_checks_alone_sees_the_form_and_nothing_of_the_key() -> None:
    card = quizzing.card(answering(scale="a"), public_only=True)
    assert [one.name for task in card.tasks for one in task.checks] == ["form"]
    assert card.points == card.possible == 1


def test_public_fixtures_do_not_change_with_the_key() -> None:
    """Nothing of the right answers is in them: another key gives the same bytes."""
    other = quizzing.YAML.replace("answer: b", "answer: a").replace("answer: [a, c]", "answer: [b, c]")
    other = other.replace("answer: 175.0e+9", "answer: 96").replace("explanation: ", "explanation: Another one. ")
    one, two = (pages(quizzing.assignment(text).automatic, quizzing.fixture(text)) for text in (quizzing.YAML, other))
    assert one["public.json"] == two["public.json"]
    assert one["public.npz"] == two["public.npz"]
    assert one["hidden.json"] != two["hidden.json"]
    assert "softmax" not in json.dumps(one["public.json"].decode())


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("answer: b", "answer: d", ["line 11", "`d` is none of the choices"]),
        ("answer: [a, c]", "answer: [c, a]", ["line 19", "in their order"]),
        ("answer: [a, c]", "answer: [a]", ["line 19", "one letter"]),
        ("c: to sum to one}", "d: to sum to one}", ["line 10", "lettered a, b, c"]),
        ("{c: Summing", "{b: Summing", ["line 13", "`b` is no wrong choice"]),
        ('slips: {"175e6": These are millions.}', "section: x", ["line 28", "second time"]),
        ('{"175e6": These', '{"175e9": These', ["slips", "wrong number"]),
        ("name: parts", "name: scale", ["two questions", "`scale`"]),
        ("name: parts", "name: form", ["a check of this task has that name"]),
        ("answer: b", "asnwer: b", ["line 11", "Did you mean `answer`?"]),
        ('rubric: "Data, or labels.", ', "", ["`by_hand` needs a `rubric`"]),
        ("compare: by_hand, part: bias", "compare: by_hand, cases: x, part: bias", ["reads the answer itself"]),
        ("compare: form, cases: form", "compare: form", ["cases", "missing"]),
    ],
)
def test_each_slip_of_an_author_is_told(old: str, new: str, words: list[str]) -> None:
    assert old in quizzing.YAML
    with pytest.raises(AssignmentError) as told:
        quizzing.assignment(quizzing.YAML.replace(old, new, 1))
    for word in words:
        assert word in str(told.value)


def test_a_group_that_a_quiz_does_not_have_is_told() -> None:
    with pytest.raises(FixtureError, match="takes the cases `from`; a quiz has `form` and `questions`"):
        quizzing.fixture(quizzing.YAML.replace("cases: form", "cases: from"))


def test_letters_are_read_without_guessing() -> None:
    assert letters("b") == {"b"}
    assert letters(["A", " c"]) == {"a", "c"}
    assert letters("none of these!") is None
    assert letters(["ab"]) is None
    assert letters(3) is None
    assert matches("b", "b or c", within=0) is None
    assert misformed({"x": "some of abc"}, {"x": ["a", "d"]}) == "the answer to `x` is a list of letters from a to c"
