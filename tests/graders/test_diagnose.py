"""Which mistake is named, and which is not."""

from __future__ import annotations

import numpy as np
import pytest

from graders.compare import Tolerance
from graders.diagnose import agree, consistent, explain, named_mistakes, possible
from graders.fixture import Case
from graders.job import Answer, StudentError

TRUTH = [np.array([1.0, 2.0, 4.0]), 3.0]
LOOSE = Tolerance(rtol=1e-4)
TOLERANCE = {"float64": Tolerance(rtol=1e-6), "float32": LOOSE}


def case(name: str = "t/a/0", **wrong: object) -> Case:
    return Case(name, (), expected=TRUTH, tolerance=TOLERANCE, wrong={m: Answer("returned", value=value) for m, value in wrong.items()})


def returned(value: object) -> Answer:
    return Answer("returned", value=value)


def test_a_mistake_is_named_where_its_answer_is_given() -> None:
    one = case(doubled=[TRUTH[0] * 2, 3.0], negated=[-TRUTH[0], 3.0])
    assert named_mistakes([(one, returned([TRUTH[0] * 2, 3.0]))], 0) == ["doubled"]
    assert named_mistakes([(one, returned([TRUTH[0] * 3, 3.0]))], 0) == []


def test_a_mistake_that_does_not_touch_a_part_is_not_named_for_it() -> None:
    """A rounded number is near the truth, so it is near every mistake that leaves this part alone."""
    one = case(doubled=[TRUTH[0] * 2, 3.0])
    assert named_mistakes([(one, returned([TRUTH[0], 3.00001]))], 1) == []


def test_what_is_right_elsewhere_speaks_against_a_mistake() -> None:
    first, second = case("t/a/0", both=[-TRUTH[0], 3.0], one=[-TRUTH[0], 3.0]), case("t/b/0", both=[TRUTH[0] * 5, 3.0])
    answered = [(first, returned([-TRUTH[0], 3.0])), (second, returned(TRUTH))]
    assert possible(["both", "one"], answered) == ["one"]
    assert consistent(["both", "one"], answered) == ["one"]


def test_an_exception_is_the_mistakes_by_its_type() -> None:
    one = Case("t/a/0", (), expected=TRUTH, tolerance=TOLERANCE, wrong={"m": Answer("raised", error=StudentError("IndexError", ""))})
    assert named_mistakes([(one, Answer("raised", error=StudentError("IndexError", "other text")))], None) == ["m"]
    assert named_mistakes([(one, Answer("raised", error=StudentError("KeyError", "")))], None) == []


def test_an_answer_with_too_many_or_too_few_parts_is_no_mistakes_by_one_part() -> None:
    case = Case("t/a/0", (), expected=[1.0, 2.0, 3.0], tolerance=TOLERANCE, wrong={"m": Answer("returned", value=[1.0, 2.0, 9.0])})
    for value in ([1.0, 9.0], [1.0, 2.0, 9.0, 4.0], [9.0]):
        assert named_mistakes([(case, Answer("returned", value=value))], 2) == []
        assert explain(case.expected, value, tolerance=LOOSE) is None
    assert named_mistakes([(case, Answer("returned", value=[1.0, 2.0, 9.0]))], 2) == ["m"]


@pytest.mark.parametrize(
    ("truth", "value"),
    [
        (2.5, np.array([7.5, 1.0])),
        (1.25, 1.5625),
        (1.5625, 1.25),
        (3.0, 4.0),
        (np.array([1.0]), np.array([0.0])),
        ([3.0, 0.0], [2.0, 0.0]),
        (np.zeros(0), np.zeros(0)),
    ],
)
def test_one_number_may_agree_by_chance(truth: object, value: object) -> None:
    assert explain(np.asarray(truth), np.asarray(value), tolerance=LOOSE) is None


def test_half_precision_is_compared_without_a_warning() -> None:
    assert agree(np.array([1.0, np.nan], dtype=np.float16), np.array([1.0, np.nan]))


@pytest.mark.parametrize(
    ("truth", "value", "words"),
    [
        (TRUTH[0], -TRUTH[0], "wrong sign"),
        (TRUTH[0], np.log(TRUTH[0]), "take the exponential"),
        (TRUTH[0], TRUTH[0][::-1], "reverse order"),
        (TRUTH[0], TRUTH[0] * 3, "3 times"),
        (np.array([0, 2, 1]), np.array([1, 3, 2]), "count from 0"),
        (np.array([1.23456, 2.34567]), np.array([1.235, 2.346]), "rounded to 3 decimals"),
        (np.arange(6.0).reshape(2, 3), np.arange(6.0).reshape(2, 3).T, "transposed"),
        (TRUTH, [3.0, TRUTH[0]], "another order"),
    ],
)
def test_what_can_be_said_without_a_name(truth: object, value: object, words: str) -> None:
    assert words in str(explain(truth, value, tolerance=LOOSE))


ODD = [
    TRUTH[0] * 1.0005,
    TRUTH[0] + np.array([0, 0.1, 0]),
    np.array([1.0, 2.0]),
    [[1.0], [2.0, 3.0]],
    "text",
    {"a": 1},
    1j,
    "9",
    ["1", "4"],
]


@pytest.mark.parametrize("value", ODD)
def test_nothing_is_said_where_nothing_is_known(value: object) -> None:
    assert explain(TRUTH[0], value, tolerance=LOOSE) is None
