"""Grades a whole class: every submission on its own, several at a time, each scorecard written as soon as it is there."""

from __future__ import annotations

import contextlib
import functools
import hashlib
import json
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple, Protocol

from . import marks as hand_marks
from .course import Course
from .files import write_whole
from .folders import VERSION
from .grade import grade
from .job import Executor
from .scorecard import Scorecard
from .scorecard_file import from_json, to_json
from .submission import NotGraded, Submission


def grade_all(
    submissions: Sequence[Submission],
    courses: Mapping[str, Course],
    executor: Executor,
    *,
    device: str,
    jobs: int,
    keep_notebook: Callable[[Scorecard, bytes], None] | None = None,
) -> Generator[Scorecard, None, None]:
    """Scorecards in the order in which they are done. At most `jobs` submissions run at a time.

    keep_notebook: gets the executed copy of every notebook, in the thread that has graded it.
    Where the caller stops early, or Ctrl-C comes, what runs is ended at once; nothing half done is yielded.
    """
    waiting = iter(submissions)
    pool = ThreadPoolExecutor(max_workers=jobs)

    def begin(count: int) -> set[Future[Scorecard]]:
        return {pool.submit(_graded, one, courses[one.slug], executor, device, keep_notebook) for one in _take(waiting, count)}

    try:
        running = begin(jobs)
        while running:
            done, running = wait(running, return_when=FIRST_COMPLETED)
            for future in done:
                running |= begin(1)
                yield future.result()
    except BaseException:
        executor.stop()
        raise
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _graded(
    submission: Submission, course: Course, executor: Executor, device: str, keep_notebook: Callable[[Scorecard, bytes], None] | None
) -> Scorecard:
    copies: list[bytes] = []
    card = grade(submission, course, executor, device=device, keep_notebook=copies.append if keep_notebook else None)
    made = replace(card.made, basis=basis(submission, course, executor.name, device))
    card = replace(card, made=made)
    if keep_notebook is not None:
        for copy in copies:
            keep_notebook(card, copy)
    return card


# ---- going on where an earlier run stopped ----


def basis(submission: Submission, course: Course, executor: str, device: str) -> str:
    """A hash of all that the marks of a submission depend on. The same basis, the same marks."""
    files = {file.path: file.sha256 for file in submission.files}
    main = submission.package.main if submission.package else ""
    parts = [own_code(), repr(course.assignment), course.fixture.sha256, course.public_only, executor, device]
    whole = json.dumps([*parts, submission.student, submission.name, files, main, submission.problem, submission.notes], sort_keys=True)
    return hashlib.sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()


@functools.cache
def own_code() -> str:
    """A hash of this room's code: what grades, runs and judges."""
    digest = hashlib.sha256(VERSION.encode())
    room = Path(__file__).resolve().parent
    for path in sorted(room.rglob("*.py")):
        digest.update(path.relative_to(room).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def known_cards(out: Path) -> Iterator[Scorecard]:
    """The scorecards of OUT that need no grading again, one at a time. What cannot be read is as if it were not there."""
    for path in sorted((out / "scorecards").glob("*.json")):
        card = read_card(path)
        if card is not None and card.settled and card.made.basis:
            yield card


def read_card(path: Path) -> Scorecard | None:
    try:
        return from_json(path.read_bytes()) if path.is_file() else None
    except (OSError, ValueError):
        return None


def _take(items: Iterator[Submission], count: int) -> Iterator[Submission]:
    for _, item in zip(range(count), items, strict=False):
        yield item


# ---- what comes in, one scorecard after the other ----


class Mark(NamedTuple):
    """What stays of a scorecard once its files are written. name: of those files, without the ending.

    ungraded: checks that could not be graded, our fault. by_hand: those that wait for a person.
    """

    student: str
    assignment: str
    points: float
    possible: float
    complete: bool
    ungraded: int
    by_hand: int
    name: str


class Pages(Protocol):
    """What is needed of whoever makes the sheets."""

    def card_name(self, card: Scorecard) -> str: ...
    def write_sheet(self, out: Path, card: Scorecard) -> None: ...


class Desk:
    """Where scorecards come in. Their files are written at once, so that a run that is killed has its sheets too.

    keeps_notebooks: executed copies of notebooks come in too, and an old scorecard counts only with its copy.
    fault: the first thing that went wrong with a page. A page that cannot be written stops nobody's grading; it is told at the end.
    """

    def __init__(self, out: Path, pages: Pages, *, keeps_notebooks: bool = False) -> None:
        self.out, self.pages, self.keeps_notebooks = out, pages, keeps_notebooks
        self.fault: Exception | None = None

    def take_notebook(self, card: Scorecard, content: bytes) -> None:
        """OUT/notebooks/STUDENT--SLUG.ipynb: the executed copy. Raises OutputError."""
        write_whole(self._copy(card), content)

    def holds_notebook(self, card: Scorecard) -> bool:
        """Whether nothing is missing of the executed copies that are kept."""
        is_notebook = any(file.path.endswith(".ipynb") for file in card.submission.files)
        return not (self.keeps_notebooks and is_notebook) or self._copy(card).is_file()

    def _copy(self, card: Scorecard) -> Path:
        return self.out / "notebooks" / f"{self.pages.card_name(card)}.ipynb"

    def take_new(self, card: Scorecard) -> Mark:
        """Raises OutputError when the scorecard itself cannot be written."""
        card = hand_marks.applied(card, hand_marks.load(self.out, self.pages.card_name(card)))
        write_scorecard(self.out, card, self.pages.card_name)
        return self.take_old(card)

    def take_old(self, card: Scorecard) -> Mark:
        """The scorecard is in OUT already; its sheet may be missing, or of an older Assay."""
        with self.patient():
            self.pages.write_sheet(self.out, card)
        by_hand = len(list(hand_marks.waiting(card)))
        ungraded = sum(check.outcome == "ungraded" for task in card.tasks for check in task.checks) - by_hand
        name = self.pages.card_name(card)
        return Mark(card.student.id, card.assignment, card.points, card.possible, card.complete, ungraded, by_hand, name)

    @contextlib.contextmanager
    def patient(self) -> Iterator[None]:
        """What goes wrong inside waits in `fault`; a stop (Ctrl-C) does not wait."""
        try:
            yield
        except Exception as error:
            self.fault = self.fault or error


def write_scorecard(out: Path, card: Scorecard, name: Callable[[Scorecard], str]) -> Path:
    """OUT/scorecards/STUDENT--SLUG.json, whole or not at all."""
    path = out / "scorecards" / f"{name(card)}.json"
    write_whole(path, to_json(card))
    return path


def write_not_graded(out: Path, entries: Sequence[NotGraded]) -> None:
    """OUT/not_graded.json: what of the class folder belongs to no assignment, for the class page."""
    page = [{"entry": one.entry, "reason": one.reason} for one in entries if one.serious]
    write_whole(out / "not_graded.json", json.dumps(page, indent=1, ensure_ascii=False) + "\n")


def check_writable(out: Path) -> None:
    """Find out before any work whether OUT can take the scorecards. Raises OutputError."""
    probe = out / "scorecards" / ".probe"
    write_whole(probe, "")
    probe.unlink()
