"""From a submission to its scorecard, with submissions that have one thing wrong each."""

from __future__ import annotations

import contextlib
import re
from collections import Counter
from types import SimpleNamespace

import pytest

from fixtures import build
from graders import assignment_file as assignments
from graders import fixture_file as fixtures
from graders.batch import grade_all
from graders.course import Course
from graders.fixture import Fixture
from graders.folders import Folders
from graders.grade import grade
from graders.job import Answer, Executor, Job, Loaded, Package
from graders.scorecard import Check, Scorecard
from graders.submission import Submission

from . import counting
from .in_process import InProcess

RIGHT = """
import numpy as np
def totals(x):
    if len(x) == 0:
        raise ValueError("nothing to add")
    return np.cumsum(x)
def split(x):
    return [sum(x), sum(x) / len(x)]
"""


@pytest.fixture(scope="module")
def fixture() -> Fixture:
    patch = pytest.MonkeyPatch()
    patch.setattr(build, "load_sources", lambda _: counting.sources())
    try:
        return build.build(counting.assignment())
    finally:
        patch.undo()


def graded(source: str, fixture: Fixture, *, public_only: bool = False, executor: Executor | None = None) -> Scorecard:
    handed = Submission("ann", "counting", Package("counting.py", {"counting.py": source.encode()}))
    return grade(handed, Course(counting.assignment(), fixture, public_only), executor or InProcess())


def checks(card: Scorecard) -> dict[str, Check]:
    return {f"{task.name}.{check.name}": check for task in card.tasks for check in task.checks}


def lost(card: Scorecard) -> set[str]:
    return {name for name, check in checks(card).items() if check.outcome != "passed"}


def test_a_right_submission_gets_every_point(fixture: Fixture) -> None:
    card = graded(RIGHT, fixture)
    assert (card.points, card.possible, card.complete) == (10, 10, True)
    assert lost(card) == set()
    assert card.tasks[0].code is not None
    assert card.tasks[0].code.text.startswith("def totals")


@pytest.mark.parametrize(
    ("old", "new", "loses"),
    [
        ("np.cumsum(x)", "np.cumsum(x) * 2", {"totals.few", "totals.many", "totals.untouched", "totals.again"}),
        ("np.cumsum(x)", "np.cumsum(x, out=x)", {"totals.untouched"}),
        ("np.cumsum(x)", "np.cumsum(x)[:10]", {"totals.many"}),
        ("np.cumsum(x)", "np.cumsum(x) + SEEN.append(1) if len(SEEN) else np.cumsum(x)", set()),
        ('raise ValueError("nothing to add")', "return x", {"totals.empty"}),
        ('raise ValueError("nothing to add")', "raise KeyError(0)", {"totals.empty"}),
        ("[sum(x), sum(x) / len(x)]", "[sum(x), 0.0]", {"split.mean"}),
        ("[sum(x), sum(x) / len(x)]", "sum(x)", {"split.sum", "split.mean"}),
        ("[sum(x), sum(x) / len(x)]", "None", {"split.sum", "split.mean"}),
        ("def split", "def spilt", {"split.sum", "split.mean"}),
        ("return [sum(x)", "return [x.undefined, sum(x)", {"split.sum", "split.mean"}),
    ],
)
def test_exactly_what_is_wrong_is_lost(fixture: Fixture, old: str, new: str, loses: set[str]) -> None:
    assert old in RIGHT
    assert lost(graded("SEEN = []\n" + RIGHT.replace(old, new), fixture)) == loses


def test_something_kept_between_calls_fails_only_the_check_that_says_so(fixture: Fixture) -> None:
    source = RIGHT.replace("return np.cumsum(x)", "SEEN.append(1)\n    return np.cumsum(x) * (1 + (len(SEEN) == 2))")
    assert lost(graded("SEEN = []\n" + source, fixture)) == {"totals.again"}


def test_a_named_mistake_is_told_by_name(fixture: Fixture) -> None:
    card = graded(RIGHT.replace("np.cumsum(x)", "np.append(0, np.cumsum(x)[:-1])"), fixture)
    for name in ("totals.few", "totals.many"):
        assert checks(card)[name].mistake == "late"
        assert checks(card)[name].hint == "You start from zero. See the handout."


def test_a_hidden_check_tells_no_numbers(fixture: Fixture) -> None:
    card = graded(RIGHT.replace("np.cumsum(x)", "np.cumsum(x) + 0.125"), fixture)
    hidden = checks(card)["totals.many"]
    assert hidden.outcome == "failed"
    assert not {"expected", "yours", "output", "arguments"} & set(hidden.evidence)
    assert not any(digit in (hidden.rationale or "") for digit in "0123456789")
    public = checks(card)["totals.few"]
    assert public.evidence["expected"] == [1.0, 3.0, 7.0]
    assert public.evidence["yours"] == [1.125, 3.125, 7.125]


def test_an_exception_in_a_hidden_check_shows_its_type_only(fixture: Fixture) -> None:
    card = graded(RIGHT.replace("return np.cumsum(x)", "raise RuntimeError(str(x))"), fixture)
    assert "RuntimeError" in str(checks(card)["totals.many"].rationale)
    assert "0." not in str(checks(card)["totals.many"].rationale)
    assert "[1. 2. 4.]" in str(checks(card)["totals.few"].rationale)


def test_public_only_leaves_hidden_checks_out(fixture: Fixture) -> None:
    card = graded(RIGHT, fixture, public_only=True)
    assert card.possible == 7
    assert not any(check.hidden for check in checks(card).values())


def test_our_own_fault_is_ungraded_and_never_a_zero(fixture: Fixture, monkeypatch: pytest.MonkeyPatch) -> None:
    card = graded(RIGHT, fixture, executor=InProcess(broken="bubblewrap is not installed"))
    assert not card.complete
    assert {check.outcome for check in checks(card).values()} == {"ungraded"}
    assert "bubblewrap" in str(checks(card)["split.sum"].rationale)

    def explode(*_: object, **__: object) -> None:
        raise ZeroDivisionError("ours")

    monkeypatch.setattr("graders.grade.judge", explode)
    card = graded(RIGHT, fixture)
    assert {check.outcome for check in checks(card).values()} == {"ungraded"}
    assert "Assay itself failed" in str(checks(card)["split.sum"].rationale)


def test_an_unreadable_hand_in_is_refused_and_a_clash_is_ungraded(fixture: Fixture) -> None:
    course = Course(counting.assignment(), fixture)
    for clash, outcome, status in ((False, "failed", "refused"), (True, "ungraded", None)):
        card = grade(Submission("ann", "counting", None, "two files", clash=clash), course, InProcess())
        assert {(check.outcome, check.status) for check in checks(card).values()} == {(outcome, status)}
        assert card.complete is not clash


class Broken(InProcess):
    """An executor with a bug of ours."""

    def open(self, package, limits, device, **options):  # type: ignore[no-untyped-def]
        raise ZeroDivisionError("ours")


def test_a_bug_of_ours_is_ungraded_and_stops_nobody(fixture: Fixture) -> None:
    card = graded(RIGHT, fixture, executor=Broken())
    assert not card.complete
    assert {check.outcome for check in checks(card).values()} == {"ungraded"}
    assert "Assay itself failed on this hand-in (ZeroDivisionError: ours)" in str(checks(card)["split.sum"].rationale)


class Slow(InProcess):
    """Every job takes too long."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []

    @contextlib.contextmanager
    def open(self, package, limits, device, **options):  # type: ignore[no-untyped-def]
        def answer(job: Job) -> Answer:
            self.asked.append(job.name.split("/")[0])
            return Answer("timed_out", detail="Your code took longer than 10 seconds.")

        yield SimpleNamespace(loaded=Loaded(), answer=answer)


def test_who_is_slow_everywhere_is_not_waited_for_without_end() -> None:
    folders, slug = Folders.of_clone(), "hidden_markov_models"
    course = Course(assignments.load(folders.assignments, slug), fixtures.load(folders.fixtures, slug))
    slow = Slow()
    card = grade(Submission("ann", slug, Package("hmm.py", {"hmm.py": b""})), course, slow)
    assert max(Counter(slow.asked).values()) == 3
    failed = [check for task in card.tasks for check in task.checks if check.outcome == "failed"]
    assert {check.status for check in failed} == {"timed_out"}
    assert any("Not run: 3 other cases of this task took too long." in str(check.rationale) for check in failed)
    assert card.complete
    assert card.points == 0


def test_many_are_graded_at_once(fixture: Fixture) -> None:
    """Python's parser must not be used by two threads at a time."""
    source = RIGHT + "".join(f"def f{i}(x):\n    return [x, (x, {{x: [x + {i}]}})]\n" for i in range(200))
    handed = [Submission(f"s{i}", "counting", Package("counting.py", {"counting.py": source.encode()})) for i in range(40)]
    cards = grade_all(handed, {"counting": Course(counting.assignment(), fixture)}, InProcess(), device="cpu", jobs=8)
    assert [card.points for card in cards] == [10] * 40


def test_a_tuple_that_came_as_one_array_is_told_so() -> None:
    slug, folders = "hidden_markov_models", Folders.of_clone()
    course = Course(assignments.load(folders.assignments, slug), fixtures.load(folders.fixtures, slug), only=frozenset({"forward"}))
    source = b"import numpy as np\ndef forward(A, B, pi, observations):\n    return np.zeros((len(observations), len(pi)))\n"
    card = grade(Submission("ann", slug, Package("a.py", {"a.py": source})), course, InProcess())
    said = " ".join(check.rationale or "" for check in card.tasks[0].checks)
    assert "2 values are asked for, as a tuple, and your function returns one array of shape" in said


GRADIENTS = b"""
import numpy as np
def dense_backward(dy, x, W):
    return ANSWER
"""


@pytest.mark.parametrize(
    ("answer", "rationale", "hint"),
    [
        (b"dy @ W.T, None, dy.sum(axis=0)", "Part [1] of your answer is None.", None),
        (b"dy @ W.T, -(x.T @ dy), dy.sum(axis=0)", "In part [1] of your answer, ", "part [1] of your answer have the wrong sign"),
        (b"x.T @ dy, dy @ W.T, dy.sum(axis=0)", "Part [0] of your answer has the shape", "You return dW before dx"),
        (b"dy @ W.T - np.inf, x.T @ dy, dy.sum(axis=0)", "Part [0] of your answer is -infinity in", None),
        (b"None", "Your answer is None: is a `return` missing?", None),
    ],
)
def test_what_is_said_of_a_part_names_it_from_the_whole_answer(answer: bytes, rationale: str, hint: str | None) -> None:
    slug, folders = "neural_networks", Folders.of_clone()
    course = Course(assignments.load(folders.assignments, slug), fixtures.load(folders.fixtures, slug), only=frozenset({"dense_backward"}))
    card = grade(Submission("ann", slug, Package("a.py", {"a.py": GRADIENTS.replace(b"ANSWER", answer)})), course, InProcess())
    failed = [check for check in card.tasks[0].checks if check.outcome == "failed" and not check.hidden]
    assert any((check.rationale or "").startswith(rationale) for check in failed), [check.rationale for check in failed]
    assert hint is None or all(hint in (check.hint or "") for check in failed), [check.hint for check in failed]


def test_of_a_script_the_call_is_named_that_returned_the_wrong_value() -> None:
    slug, folders = "language_models", Folders.of_clone()
    course = Course(assignments.load(folders.assignments, slug), fixtures.load(folders.fixtures, slug), only=frozenset({"NGramModel"}))
    path = folders.assignments.parent / "tests" / "submissions" / slug / "right" / "numpy_loops.py"
    source = path.read_bytes() + b"\n\nNGramModel.probability = lambda self, *_: 0.3\n"
    card = grade(Submission("ann", slug, Package("a.py", {"a.py": source})), course, InProcess())
    said = [check.rationale or "" for check in card.tasks[0].checks if not check.hidden and check.outcome == "failed"]
    assert any(re.search(r"what call \d+ \(`\w+\.probability`\) returned", text) for text in said), said


def test_who_changes_the_arguments_of_another_task_loses_nothing_here() -> None:
    """The model is trained and then used: `unchanged` of the training looks at the training's arguments only."""
    slug, folders = "gans", Folders.of_clone()
    plan = assignments.load(folders.assignments, slug)
    stored = fixtures.load(folders.fixtures, slug)
    quick = b"""
import numpy as np
def train_gan(data, seed):
    return data
def sample_gan(model, z):
    rows = model[(np.abs(z[:, 0]) * 9973).astype(int) % len(model)]
    z *= 0
    return rows
"""
    course = Course(plan, stored, only=frozenset({"train_gan", "sample_gan"}))
    card = grade(Submission("ann", slug, Package("a.py", {"a.py": quick})), course, InProcess())
    assert {check.name: check.outcome for check in card.tasks[0].checks}["unchanged"] == "passed"
