"""Which mistake is named, and which is not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from graders.compare import Tolerance
from graders.diagnose import agree, consistent, named_mistakes, together
from graders.explain import explain, in_another_order
from graders.fixture import Case
from graders.job import Answer, StudentError

TRUTH = [np.array([1.0, 2.0, 4.0]), 3.0]
MANY = np.array([1.5, -2.0, 4.0, 0.25, 3.0, 7.0, -5.0, 0.75, 6.0])
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
    assert consistent(["both", "one"], answered) == ["one"]


def overflowing(name: str) -> Case:
    """The mistake `overflows` gives numbers in float64, and infinity in float32."""
    return replace(case(name, overflows=[TRUTH[0] * 5, 3.0]), wrong32={"overflows": returned(INFINITE)})


INFINITE = [np.full(3, np.inf), 3.0]
FIVEFOLD = [TRUTH[0] * 5, 3.0]


@pytest.mark.parametrize("value", [FIVEFOLD, INFINITE])
def test_a_mistake_is_named_by_its_answer_in_either_precision(value: object) -> None:
    answered = [(overflowing("t/a/0"), returned(value)), (overflowing("t/b/0"), returned(value))]
    assert named_mistakes(answered, 0) == ["overflows"]
    assert consistent(["overflows"], answered) == ["overflows"]


def test_a_mistake_that_is_right_in_float64_is_named_in_float32() -> None:
    one = replace(overflowing("t/a/0"), wrong={})
    assert one.catches == ["overflows"]
    assert named_mistakes([(one, returned(INFINITE))], 0) == ["overflows"]
    assert consistent(["overflows"], [(one, returned(TRUTH))]) == ["overflows"]
    assert consistent(["overflows"], [(one, returned(FIVEFOLD))]) == []


def test_a_student_computes_in_one_precision() -> None:
    mixed = [(overflowing("t/a/0"), returned(FIVEFOLD)), (overflowing("t/b/0"), returned(INFINITE))]
    assert named_mistakes(mixed, 0) == []
    assert consistent(["overflows"], mixed) == []
    for value in (FIVEFOLD, INFINITE):
        alike = [(overflowing("t/a/0"), returned(value)), (case("t/b/0", overflows=FIVEFOLD), returned(FIVEFOLD))]
        assert named_mistakes(alike, 0) == consistent(["overflows"], alike) == ["overflows"]


def test_where_rounding_decides_a_case_is_no_proof() -> None:
    unsure = replace(case("t/a/0", m=FIVEFOLD), wrong32={"m": None})
    for value in (INFINITE, TRUTH, FIVEFOLD):
        answered = [(unsure, returned(value)), (case("t/b/0", m=FIVEFOLD), returned(FIVEFOLD))]
        assert named_mistakes(answered, 0) == consistent(["m"], answered) == ["m"]
    assert named_mistakes([(unsure, returned(INFINITE))], 0) == []
    assert named_mistakes([(unsure, returned(FIVEFOLD))], 0) == ["m"]
    assert consistent(["m"], [(unsure, returned(INFINITE)), (case("t/b/0", m=FIVEFOLD), returned(TRUTH))]) == []


def test_an_exception_is_the_mistakes_by_its_type() -> None:
    one = Case("t/a/0", (), expected=TRUTH, tolerance=TOLERANCE, wrong={"m": Answer("raised", error=StudentError("IndexError", ""))})
    assert named_mistakes([(one, Answer("raised", error=StudentError("IndexError", "other text")))], None) == ["m"]
    assert named_mistakes([(one, Answer("raised", error=StudentError("KeyError", "")))], None) == []


def test_an_answer_with_too_many_or_too_few_parts_is_no_mistakes_by_one_part() -> None:
    case = Case("t/a/0", (), expected=[1.0, 2.0, 3.0], tolerance=TOLERANCE, wrong={"m": Answer("returned", value=[1.0, 2.0, 9.0])})
    for value in ([1.0, 9.0], [1.0, 2.0, 9.0, 4.0], [9.0]):
        assert named_mistakes([(case, Answer("returned", value=value))], 2) == []
        assert explain([(case.expected, value, LOOSE)]) is None
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
    assert explain([(np.asarray(truth), np.asarray(value), LOOSE)]) is None


def test_half_precision_is_compared_without_a_warning() -> None:
    assert agree(np.array([1.0, np.nan], dtype=np.float16), np.array([1.0, np.nan]))


@pytest.mark.parametrize(
    ("truth", "value", "words"),
    [
        (TRUTH[0], -TRUTH[0], "wrong sign"),
        (TRUTH[0], np.log(TRUTH[0]), "take the exponential"),
        (TRUTH[0], TRUTH[0][::-1], "reverse order"),
        (MANY, MANY * 3, "one and the same factor"),
        (MANY, MANY + 3, "one and the same amount"),
        (np.array([0, 2, 1]), np.array([1, 3, 2]), "count from 0"),
        (np.array([1.23456, 2.34567]), np.array([1.235, 2.346]), "rounded to 3 decimals"),
        (np.arange(6.0).reshape(2, 3), np.arange(6.0).reshape(2, 3).T, "transposed"),
    ],
)
def test_what_can_be_said_without_a_name(truth: object, value: object, words: str) -> None:
    assert words in str(explain([(truth, value, LOOSE)]))


def test_drawn_indices_are_counted_from_nowhere() -> None:
    """Of indices that were drawn, the smallest may be 1 by chance; and what does not hold for all of them is not told at all."""
    drawn = np.array([3, 1, 4, 2, 1])
    assert explain([(drawn, drawn - 1, LOOSE)]) == "Your values are 1 too small."
    assert explain([(drawn, drawn + 1, LOOSE)]) == "Your values are 1 too large."
    assert explain([(drawn, drawn - [1, 1, 1, 1, 0], LOOSE)]) is None
    assert explain([(drawn, drawn + 1, LOOSE), (drawn * 2, drawn * 2, LOOSE)]) is None


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda a: a * 3, "Your values are 3 times what they should be: a constant factor"),
        (lambda a: a + 3, "Your values are all 3 too large: a constant term"),
        (lambda a: a * a[0], "one and the same factor"),
        (lambda a: a - a[1], "one and the same amount"),
    ],
)
def test_what_is_constant_is_constant_in_several_cases(spoil: Callable[[np.ndarray], np.ndarray], words: str) -> None:
    cases = [MANY + 1, np.array([3.0, 2.5, 7.0, 1.0])]
    assert words in str(explain([(truth, spoil(truth), LOOSE) for truth in cases]))


def test_a_factor_holds_for_the_small_values_too() -> None:
    """Each of these rows grows by steady steps, but for a little: their large values have one factor, and their small ones have not."""
    truth = np.arange(1, 5001) * -3.0
    assert explain([(truth, truth * 0.65, LOOSE)]) is not None
    assert explain([(truth, truth * 0.65 + 0.5 * np.sin(np.arange(5000)), LOOSE)]) is None


def test_a_case_that_passes_speaks_against_an_explanation() -> None:
    cases = [(TRUTH[0], TRUTH[0][::-1], LOOSE), (TRUTH[0] * 2, TRUTH[0] * 2, LOOSE)]
    assert explain(cases) is None
    assert explain(cases[:1]) == "Your values are in reverse order along the first axis."
    assert explain([*cases[:1], (np.ones(3), np.ones(3), LOOSE)]) == "Your values are in reverse order along the first axis."


def test_nothing_is_said_where_two_explanations_hold() -> None:
    both = np.array([[0.0, 1.5], [-1.5, 0.0]])  # its transpose is its negative
    assert explain([(both, -both, LOOSE)]) is None


def test_the_part_that_is_explained_is_told() -> None:
    truth = [TRUTH[0], TRUTH[0] * 2, {"b": np.array([1.5, 7.0])}]
    first = explain([(truth, [-truth[0], truth[1], truth[2]], LOOSE)])
    assert first == "The values in part [0] of your answer have the wrong sign."
    last = explain([(truth, [-truth[0], truth[1] ** 2 + 1, {"b": -truth[2]["b"]}], LOOSE)])
    assert last == "The values in parts [0] and [2]['b'] of your answer have the wrong sign."


def test_parts_are_counted_from_the_whole_answer() -> None:
    row = TRUTH[0]
    assert explain([(row, -row, LOOSE)], at=(1,)) == "The values in part [1] of your answer have the wrong sign."
    both = [([row, row * 2], [-row, row * -2], LOOSE)]
    assert explain(both, at=(0,)) == "The values in part [0] of your answer have the wrong sign."
    second = explain([([row, row * 2], [row, row * -2], LOOSE)], at=("b",))
    assert second == "The values in part ['b'][1] of your answer have the wrong sign."


def test_right_things_in_another_order_are_told() -> None:
    said = in_another_order([(TRUTH, [3.0, TRUTH[0]], LOOSE)])
    assert said == "You return the right things in another order than the one that is asked for."
    assert in_another_order([(TRUTH, TRUTH, LOOSE)]) is None
    assert in_another_order([(TRUTH, [3.0, TRUTH[0] * 2], LOOSE)]) is None
    assert in_another_order([(3.0, [3.0, 4.0], LOOSE)]) is None


def test_a_judged_part_that_stands_in_another_place_is_told() -> None:
    row, other = TRUTH[0], TRUTH[0] ** 2 + 1
    swapped = ([row, other, 3.0], [other, row, 9.0], LOOSE)
    assert in_another_order([swapped], 0) == (
        "What is asked for as part [0] of your answer stands in part [1]: look at the order of what you return."
    )
    assert in_another_order([swapped, ([row, other, 3.0], [row * 2, row * 3, 9.0], LOOSE)], 0) is None
    assert in_another_order([([row, row, 3.0], [other, row, row], LOOSE)], 0) is None  # two places
    assert in_another_order([([row, other, 3.0], [row, 3.0, other], LOOSE)], 2) is None  # one number agrees by chance
    assert in_another_order([([row, other], np.stack([other, row]), LOOSE)], 0) is None
    assert in_another_order([({"a": row}, {"b": row}, LOOSE)], "a") is None


@pytest.mark.parametrize("value", [[TRUTH[0]], [TRUTH[0], [1.0, TRUTH[0]]], 3.0, [3.0, [TRUTH[0]]], {}, [np.ones((2, 2)), 3.0]])
def test_answers_of_another_structure_are_read_without_a_fault(value: object) -> None:
    assert explain([(TRUTH, value, LOOSE), ([TRUTH[0] ** 2 + 1, 6.0], value, LOOSE)]) is None


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
    assert explain([(TRUTH[0], value, LOOSE)]) is None


HALVES, QUARTERS = TRUTH[0] + 0.5, np.array([0.25, 1.75, 3.25])
PAIR = [TRUTH[0], TRUTH[0]]


def two(name: str, **wrong: object) -> Case:
    return replace(case(name, **wrong), expected=PAIR)


def test_two_mistakes_explain_an_answer_together() -> None:
    """One spoils the first part, the other the second one; a third one is nobody's."""
    wrong = {"first": [HALVES, PAIR[1]], "second": [PAIR[0], QUARTERS], "third": [TRUTH[0] * 5, QUARTERS]}
    both, names = two("t/a/0", **wrong), list(wrong)
    assert together(names, [(both, returned([HALVES, QUARTERS]))]) == ["first", "second"]
    for other in ([HALVES, PAIR[1]], [HALVES, QUARTERS + 1], [HALVES * 2, QUARTERS]):
        assert together(names, [(both, returned(other))]) == []
    elsewhere = two("t/b/0", first=wrong["first"])
    assert together(names, [(both, returned([HALVES, QUARTERS])), (elsewhere, returned(PAIR))]) == []
    assert together(names[:2], [(both, returned([HALVES, QUARTERS])), (elsewhere, returned(wrong["first"]))]) == ["first", "second"]
    assert together(names, [(both, returned([HALVES, QUARTERS])), (elsewhere, returned(wrong["first"]))]) == []  # or first and third


def test_two_mistakes_that_both_spoil_an_array_leave_it_to_others_to_tell() -> None:
    m, n = [HALVES, PAIR[1]], [QUARTERS, PAIR[1]]
    both = two("t/c/0", m=m, n=n)
    spoiled = [(two("t/a/0", m=m), returned(m)), (two("t/b/0", n=n), returned(n))]
    assert together(["m", "n"], [*spoiled, (both, returned([TRUTH[0] * 77, PAIR[1]]))]) == ["m", "n"]
    assert together(["m", "n"], [(both, returned([TRUTH[0] * 77, PAIR[1]]))]) == []
    raised = Answer("raised", error=StudentError("ValueError", ""))
    assert together(["m", "n"], [*spoiled, (both, raised)]) == ["m", "n"]
    assert together(["m", "n"], [*spoiled, (two("t/d/0"), raised)]) == []


def test_two_mistakes_at_once_are_of_one_precision() -> None:
    single = {"m": returned([HALVES * 3, PAIR[1]]), "n": returned([PAIR[0], QUARTERS * 3])}
    both = replace(two("t/a/0", m=[HALVES, PAIR[1]], n=[PAIR[0], QUARTERS]), wrong32=single)
    assert together(["m", "n"], [(both, returned([HALVES * 3, QUARTERS * 3]))]) == ["m", "n"]
    assert together(["m", "n"], [(both, returned([HALVES, QUARTERS * 3]))]) == []
    unsure = replace(two("t/b/0", m=[HALVES, PAIR[1]]), wrong32={"m": None})
    for value, told in (([HALVES * 3, QUARTERS * 3], ["m", "n"]), ([HALVES, QUARTERS], [])):
        assert together(["m", "n"], [(both, returned(value)), (unsure, returned([HALVES * 7, PAIR[1]]))]) == told


def test_whole_numbers_and_nan_do_not_tell_two_mistakes() -> None:
    for odd in (TRUTH[0] * 0, TRUTH[0] * 2, TRUTH[0] * np.nan):
        case = two("t/a/0", m=[odd, PAIR[1]], n=[PAIR[0], odd])
        assert together(["m", "n"], [(case, returned([odd, odd]))]) == []
