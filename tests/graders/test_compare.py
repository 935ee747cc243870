"""The comparison: what it must accept from right students, and what it must never accept."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from graders.compare import Tolerance, close, decreasing, equal, error_ratio, has_part, kept, measurable, probability, same_shape, spans
from graders.pairing import Difference

LOOSE = Tolerance(rtol=1e-4)
ROW = np.array([1.0, -2.0, 4.0])


def differs(expected: object, value: object, tolerance: Tolerance = LOOSE) -> Difference:
    found = close(expected, value, tolerance=tolerance)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("expected", "value"),
    [
        (ROW, [1.0, -2.0, 4.0]),
        (ROW, (np.float32(1), np.float32(-2), np.float32(4))),
        (ROW, ROW.astype(np.float32)),
        (ROW, np.array([1, -2, 4])),
        (ROW, ROW + 0j),
        (0.5, np.array(0.5)),
        (np.array(0.5), 0.5),
        (2.0, 2),
        (2, 2.0),
        (np.array([0, 1]), np.array([0.0, 1.0])),
        (True, np.array(True)),
        ([ROW, 0.5], (ROW.tolist(), 0.5)),
        ([[32, 32, 3], [10]], [(32, 32, 3), np.array([10])]),
        ([ROW, ROW], np.stack([ROW, ROW])),
        ({"W": ROW}, {"W": ROW.tolist()}),
        ({("a", "b"): 2}, {("a", "b"): 2.0}),
        (["a", "b"], ("a", "b")),
        (np.array([1.0, -np.inf]), np.array([1.0, -np.inf])),
        (-np.inf, -np.inf),
        (np.zeros((2, 3)), np.full((2, 3), 1e-5)),
        (ROW, ROW * (1 + 9e-5)),
        (np.zeros((0, 3)), np.zeros((0, 3))),
    ],
)
def test_accepts_the_right_value_in_any_container(expected: object, value: object) -> None:
    assert close(expected, value, tolerance=LOOSE) is None


@pytest.mark.parametrize(
    ("expected", "value", "word"),
    [
        (ROW, ROW[:, None], "shape"),
        (ROW, np.array(1.0), "shape"),
        (ROW, np.array([]), "shape"),
        (0.5, np.array([0.5]), "shape"),
        (ROW, None, "return"),
        (ROW, "1 -2 4", "text"),
        (ROW, [[1.0], [2.0, 3.0]], "a list of 2"),
        (ROW, np.array([1.0, np.nan, 4.0]), "NaN"),
        (np.nan, 1.0, "NaN"),
        (np.nan, np.nan, "NaN"),
        (ROW, np.array([1.0, np.inf, 4.0]), "infinity"),
        (np.array([1.0, -np.inf]), np.array([1.0, -1e30]), "-inf"),
        (np.array([1.0, -np.inf]), np.array([1.0, np.inf]), "-inf"),
        (ROW, ROW * (1 + 2e-4), "wrong"),
        (ROW, ROW + 1j, "wrong"),
        (3, 2.9999, "wrong"),
        (np.array([0, 1]), np.array([0, 2]), "wrong"),
        ({"W": ROW}, {"w": ROW}, "lacks the key `W` and has the key `w` too many"),
        ({"W": ROW}, {"W": ROW, "b": ROW}, "has the key `b` too many"),
        ({"W": ROW}, ROW, "dict"),
        ([ROW, 0.5], [ROW], "holds 1 thing, but 2 are asked for"),
        ([ROW, 0.5], 0.5, "a number, but 2 things"),
        ("a", "b", "expected"),
        (np.zeros(3), np.full(3, 1e-3), "wrong"),
    ],
)
def test_rejects_what_is_wrong_and_says_so(expected: object, value: object, word: str) -> None:
    assert word in differs(expected, value).sentence


def test_the_error_is_measured_against_the_truth_not_against_the_answer() -> None:
    huge = ROW * 1e9
    assert close(ROW, huge, tolerance=LOOSE) is not None
    assert close(huge, ROW, tolerance=LOOSE) is not None


def test_small_gradients_are_not_lost_beside_large_ones() -> None:
    gradients = {"W": np.full(4, 1e-3), "b": np.ones(2)}
    wrong = {"W": np.zeros(4), "b": np.ones(2)}
    assert close(gradients, wrong, tolerance=LOOSE) is not None


def test_an_array_of_zeros_is_held_to_the_size_of_the_rest() -> None:
    truth = [np.zeros(3), np.full(3, 100.0)]
    assert close(truth, [np.full(3, 5e-5), np.full(3, 100.0)], tolerance=LOOSE) is None
    assert close(truth, [np.full(3, 5e-4), np.full(3, 100.0)], tolerance=LOOSE) is not None


def test_evidence_says_how_far_and_where() -> None:
    found = differs(ROW, np.array([1.0, -2.0, 5.0]))
    assert found.evidence["error"] == 1.0
    assert found.evidence["where"] == [2]
    assert (found.evidence["wrong"], found.evidence["size"]) == (1, 3)
    assert "5" in found.sentence
    assert not any(digit.isdigit() for digit in found.category)


def test_the_category_of_a_hidden_check_tells_no_expected_number() -> None:
    for value in (ROW * 2, np.full(3, np.nan), None, "x", np.zeros((2, 2))):
        assert "-2" not in differs(ROW, value).category
        assert "4" not in differs(ROW, value).category


@given(arrays(np.float64, array_shapes(max_dims=3, max_side=4), elements=st.floats(-1e6, 1e6)))
def test_every_array_equals_itself_and_nothing_else(array: np.ndarray) -> None:
    assert equal(array, array.copy()) is None
    other = array.copy()
    other.flat[0] += max(1.0, 2 * float(np.abs(array).max()))
    assert close(array, other, tolerance=LOOSE) is not None
    assert error_ratio(array, other, tolerance=LOOSE) > 1


@given(arrays(np.float64, array_shapes(min_dims=2, max_dims=3, max_side=4), elements=st.floats(-10, 10)))
def test_another_shape_never_passes(array: np.ndarray) -> None:
    assert close(array, array[None], tolerance=LOOSE) is not None
    assert same_shape(array, array.reshape(-1)) is not None


def test_probability() -> None:
    rows = np.array([[0.25, 0.75], [1.0, 0.0]])
    assert probability(rows, rows, tolerance=LOOSE) is None
    assert "sum" in str(probability(rows, rows * 0.9, tolerance=LOOSE))
    assert "negative" in str(probability(rows, np.array([[-0.5, 1.5], [1.0, 0.0]]), tolerance=LOOSE))
    assert "NaN" in str(probability(rows, rows * np.nan, tolerance=LOOSE))
    assert "shape" in str(probability(rows, rows[0], tolerance=LOOSE))


def test_decreasing() -> None:
    assert decreasing([3.0, 2.0, 2.0, 1.0], tolerance=LOOSE) is None
    assert "step 2" in str(decreasing([3.0, 1.0, 2.0], tolerance=LOOSE))
    assert decreasing([3.0, np.nan], tolerance=LOOSE) is not None
    assert decreasing(None, tolerance=LOOSE) is not None


def test_an_argument_is_kept_element_by_element() -> None:
    before = np.array([0.0, 1000.0, -np.inf, 1 / 3])
    assert kept(before, before.astype(np.float32)) is None
    assert kept({"a": [1, 2], "b": "x"}, {"a": [1, 2], "b": "x"}) is None
    for place, value in ((0, 1e-300), (0, 1e-12), (1, 1000.01), (2, -1e30)):
        after = before.copy()
        after[place] = value
        assert kept(before, after) is not None
    assert kept({"a": [1, 2]}, {"a": [1, 3]}).path == ("a", 1)  # type: ignore[union-attr]
    assert kept(before, before[:2]) is not None


def test_two_numbers_are_told_apart() -> None:
    assert "-2.3018935 where -2.3018932 is expected" in differs(-2.3018932, -2.3018935, Tolerance(rtol=1e-9)).sentence


def test_an_arrays_rows_are_its_parts() -> None:
    assert has_part(np.zeros((2, 3)), 1, [ROW, ROW])
    assert not has_part(np.zeros((3, 2)), 1, [ROW, ROW])
    assert not has_part(np.array(0.0), 0, [ROW, ROW])


# ---- small numbers beside large ones ----

WIDE = np.array([[0.75, 0.25, 1e-9], [1.0, 0.0, 1e-14]])
OWN = Tolerance(rtol=1e-4, own=1e-3)


def changed(place: tuple[int, int], value: float) -> np.ndarray:
    other = WIDE.copy()
    other[place] = value
    return other


@pytest.mark.parametrize("tolerance", [LOOSE, OWN])
def test_an_array_that_spans_magnitudes_equals_itself_in_float32(tolerance: Tolerance) -> None:
    assert close(WIDE, WIDE.astype(np.float32), tolerance=tolerance) is None
    assert close(WIDE, WIDE * (1 + 9e-5), tolerance=tolerance) is None


@pytest.mark.parametrize(("place", "value"), [((0, 2), 0.0), ((0, 2), 1.002e-9), ((1, 2), 1e-13), ((1, 2), -1e-14)])
def test_a_small_number_is_measured_by_itself_where_the_tolerance_says_so(place: tuple[int, int], value: float) -> None:
    assert close(WIDE, changed(place, value), tolerance=LOOSE) is None
    found = differs(WIDE, changed(place, value), OWN)
    assert found.sentence.startswith("1 of 6 values is wrong, measured against their own size; it is the one at [")
    assert found.category == "some values are wrong, measured against their own size"
    evidence = found.evidence
    assert (evidence["where"], evidence["alone"], evidence["wrong"], evidence["tolerance"]) == (list(place), True, 1, 1e-3)
    assert evidence["error"] / (evidence["tolerance"] * evidence["scale"]) == pytest.approx(found.ratio)
    assert evidence["scale"] == WIDE[place]


def test_of_several_small_numbers_the_worst_beside_what_is_allowed_is_told() -> None:
    other = changed((0, 2), 1.1e-9)
    other[1, 2] = 3e-14
    found = differs(WIDE, other, OWN)
    assert found.sentence.startswith("2 of 6 values are wrong, measured against their own size; the worst is at [1, 2]: 3e-14 where ")
    assert found.ratio == error_ratio(WIDE, other, tolerance=OWN) == pytest.approx(2000)


def test_an_array_that_is_wrong_as_a_whole_is_told_so() -> None:
    other = changed((1, 2), 1e-7)
    other[0, 0] = 0.5
    found = differs(WIDE, other, OWN)
    assert found.sentence == "2 of 6 values are wrong; the largest error is at [0, 0]: 0.5 where 0.75 is expected"
    assert (found.evidence["scale"], found.evidence["tolerance"]) == (1.0, 1e-4)
    assert "alone" not in found.evidence


def test_zeros_and_what_is_next_to_nothing_are_measured_against_the_largest() -> None:
    assert close(WIDE, changed((1, 1), 1e-5), tolerance=OWN) is None
    tiny = np.array([1.0, 1e-14, 1e-40, 5e-324, np.inf])
    assert measurable(tiny).tolist() == [True, True, False, False, False]
    assert close(tiny, np.array([1.0, 1e-14, 0.0, 1e-5, np.inf]), tolerance=OWN) is None


@pytest.mark.parametrize(
    "expected",
    [
        np.array([1.0, -0.5, 1e-16]),  # what large numbers leave of each other
        np.array([1.0, 0.0, 2e-6]),
        np.array([1.0, 1e-40]),
        np.array([10_000_000, 1]),
        np.array([1.0 + 0j, 1e-14]),
        np.zeros(3),
        np.zeros(0),
        np.array([np.inf, 1.0]),
        0.5,
        "text",
    ],
)
def test_where_no_number_is_measured_by_itself(expected: object) -> None:
    assert not spans(expected)
    assert not spans([expected, {"a": expected}])


@given(arrays(np.float64, array_shapes(max_dims=2, max_side=4), elements=st.floats(0, 1)), st.floats(-2e-3, 2e-3))
def test_an_own_tolerance_never_lets_more_pass(array: np.ndarray, off: float) -> None:
    other = array + off * array.max()
    assert error_ratio(array, other, tolerance=OWN) >= error_ratio(array, other, tolerance=LOOSE)


def test_long_texts_are_shown_where_they_part() -> None:
    question = "Translate English to French.\n\nInput: sea otter\nOutput: loutre de mer\n\nInput: peppermint\nOutput"
    difference = equal(question + ":", question)
    assert difference is not None
    assert difference.sentence == (
        "your answer is (from character 75 on) 't: peppermint\\nOutput' where 't: peppermint\\nOutput:' is expected"
    )
    short = equal("a cat", "a hat")
    assert short is not None
    assert short.sentence.endswith("is 'a hat' where 'a cat' is expected")
