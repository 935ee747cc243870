"""Grades the submission in Gradescope's container. results.json is there before anything runs, and is written again as checks come in:
Gradescope's time limit ends a container without a word, and only what was written by then is known.

It is packed into the autograder and runs there; nothing in this clone imports it but the packer.
"""

from __future__ import annotations

import contextlib
import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from graders.course import Course
from graders.errors import ExecutorError, GraderError, SubmissionError
from graders.files import write_whole
from graders.grade import grade
from graders.job import Answer, Executor, Job, Limits, Loaded, Package, Session
from graders.scorecard import Check, Scorecard
from graders.submission import Submission, of_file
from reports.gradescope import render

NOT_YET = "Not run yet."
UNGRADED = "Ungraded, not a zero:"
_OFTEN = 0.5  # seconds between two writings of results.json, at the least
_SHARE = 10  # and this many times what one writing takes


def main(root: Path, course: Course, executor: Executor, *, said: str = "") -> int:
    """Grade ROOT/submission into ROOT/results/results.json. The exit status: 0 graded, 1 ungraded, with the reason in both places.

    root: /autograder in Gradescope's container. said: what a student should know of the score.
    """
    told = Metadata.read(root / "submission_metadata.json", course.assignment.points)
    results = root / "results" / "results.json"
    handed = _handed(root / "submission", course, told.student)
    desk = Desk(results, handed, course, told, said)
    desk.show()
    try:
        executor.prove(notebooks=handed.is_notebook)
        card = grade(handed, course, Watched(executor, desk))
    except GraderError as error:
        return _ungraded(desk, str(error))
    except Exception as error:  # our own fault must not become the student's zero
        return _ungraded(desk, f"Assay itself failed ({type(error).__name__}: {error}).")
    waiting = [check for task in card.tasks for check in task.checks if check.outcome == "ungraded" and not check.by_hand]
    if waiting and len(waiting) == sum(len(task.checks) for task in card.tasks):
        return _ungraded(desk, waiting[0].rationale or "nothing could be graded.")
    write_whole(results, render(card, said=said if card.complete else "", tells_hidden=False, more=told.facts))
    print(f"{card.points:g} of {card.possible:g} points; {len(waiting)} checks ungraded. {told.warning}".rstrip())
    return 1 if waiting else 0


def _ungraded(desk: Desk, reason: str) -> int:
    """No score at all, so that nobody takes it for a zero; the reason for the student, and in the log for the staff."""
    sentence = f"{UNGRADED} {reason}"
    print(sentence)
    card = desk.card()
    bare = [replace(task, checks=tuple(_open(check, "") for check in task.checks), points=0.0) for task in card.tasks]
    page = replace(card, tasks=tuple(bare), points=0.0, complete=False)
    write_whole(desk.results, render(page, said=sentence, tells_hidden=False, more=desk.told.facts))
    return 1


def _handed(folder: Path, course: Course, student: str) -> Submission:
    """What lies in the submission folder. What cannot be read, or leaves a choice, is said and graded by nobody."""
    slug = course.assignment.slug
    try:
        return replace(of_file(folder, {slug: course.assignment.entries}, slug), student=student)
    except SubmissionError as error:
        return Submission(student, slug, None, f"{error} Then submit again.", clash=True)


@dataclass(frozen=True)
class Metadata:
    """What Gradescope tells of a submission: whose it is, and how much the assignment is worth there.

    facts: for `extra_data`. warning: for the log, which only staff see.
    """

    student: str = "submission"
    facts: dict[str, Any] = field(default_factory=dict)
    warning: str = ""

    @classmethod
    def read(cls, path: Path, points: float) -> Metadata:
        """points: of our assignment. A file that is missing, or is not as documented, tells nothing."""
        try:
            page = json.loads(path.read_bytes())
            users = [str(user.get("email") or user.get("id")) for user in page.get("users") or []]
            facts = {"submission": page.get("id"), "users": users, "created_at": page.get("created_at")}
            worth = float((page.get("assignment") or {}).get("total_points") or points)
        except (OSError, ValueError, TypeError, AttributeError):
            return cls()
        there = f"The assignment is worth {worth:g} points on Gradescope, and {points:g} here: give it {points:g} there."
        return cls("+".join(users)[:200] or cls.student, facts, "" if worth == points else there)


# ---- results.json while checks come in ----


@dataclass
class Desk:
    """The answers that are there, and the page that shows what they are worth so far."""

    results: Path
    handed: Submission
    course: Course
    told: Metadata
    said: str = ""
    loaded: Loaded = field(default_factory=Loaded)
    answers: dict[str, Answer] = field(default_factory=dict)
    _next: float = 0.0

    def take(self, job: Job, answer: Answer) -> None:
        self.answers[job.name] = answer
        if time.monotonic() >= self._next:
            self.show()

    def show(self) -> None:
        """Write results.json from the answers that are there."""
        begun = time.monotonic()
        card = self.card()
        checks = [check for task in card.tasks for check in task.checks]
        done = sum(check.outcome != "ungraded" for check in checks)
        sentence = (
            f"Grading has not ended: {done} of {len(checks)} checks are done, and the score is what they gave so far. If this stays here, "
            "grading was cut off, most likely by the time limit: what is not run yet is no zero. Submit again, or ask your instructor."
        )
        write_whole(self.results, render(card, said=" ".join([sentence, self.said]).strip(), score=card.points, tells_hidden=False,
                                         more=self.told.facts))  # fmt: skip
        took = time.monotonic() - begun
        self._next = time.monotonic() + max(_OFTEN, _SHARE * took)

    def card(self) -> Scorecard:
        """The scorecard of the answers that are there. Nothing runs for it: it is judged again from the start."""
        card = grade(self.handed, self.course, Replay(self))
        tasks = (replace(task, checks=tuple(_open(check, NOT_YET) for check in task.checks)) for task in card.tasks)
        return replace(card, tasks=tuple(tasks)) if self.handed.package else card


def _open(check: Check, why: str) -> Check:
    """A check of which nothing is known yet says so, instead of what it waits for; with an empty `why`, whatever it was."""
    if why and check.outcome != "ungraded":
        return check
    return replace(check, outcome="ungraded", points=0.0, rationale=why or None, hint=None)


class Watched:
    """An executor whose answers are seen on their way; `graders.job.Executor`."""

    def __init__(self, inner: Executor, desk: Desk) -> None:
        self._inner, self._desk, self.name = inner, desk, inner.name

    def prove(self, device: str = "cpu", *, notebooks: bool = False) -> None:
        self._inner.prove(device, notebooks=notebooks)

    @contextlib.contextmanager
    def open(self, package: Package, limits: Limits, device: str, *, keep_notebook: bool = False) -> Iterator[Session]:
        with self._inner.open(package, limits, device, keep_notebook=keep_notebook) as session:
            self._desk.loaded = session.loaded
            yield Asked(session.loaded, lambda job: self._seen(job, session.answer(job)))

    def _seen(self, job: Job, answer: Answer) -> Answer:
        self._desk.take(job, answer)
        return answer

    def stop(self) -> None:
        self._inner.stop()


class Replay:
    """Answers from the desk, and runs nothing; `graders.job.Executor`."""

    name = "replay"

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def prove(self, device: str = "cpu", *, notebooks: bool = False) -> None:
        """Nothing is promised."""

    @contextlib.contextmanager
    def open(self, package: Package, limits: Limits, device: str, *, keep_notebook: bool = False) -> Iterator[Session]:
        yield Asked(self._desk.loaded, self._known)

    def _known(self, job: Job) -> Answer:
        if job.name not in self._desk.answers:
            raise ExecutorError(NOT_YET)
        return self._desk.answers[job.name]

    def stop(self) -> None:
        """Nothing runs."""


@dataclass(frozen=True)
class Asked:
    """`graders.job.Session`, with a function that answers."""

    loaded: Loaded
    answer: Callable[[Job], Answer]
