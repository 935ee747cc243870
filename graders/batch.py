"""Grades a whole class: every submission on its own, several at a time, each scorecard written as soon as it is there."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from pathlib import Path

from .grade import Course, grade
from .job import Executor
from .scorecard import Scorecard
from .submission import NotGraded, Submission


def grade_all(
    submissions: Sequence[Submission], courses: Mapping[str, Course], executor: Executor, *, device: str, jobs: int
) -> Iterator[Scorecard]:
    """Scorecards in the order in which they are done. At most `jobs` submissions run at a time; a stop leaves no one half done."""
    waiting = iter(submissions)
    with ThreadPoolExecutor(max_workers=jobs) as pool:
        running = {pool.submit(grade, one, courses[one.slug], executor, device=device) for one in _take(waiting, jobs)}
        while running:
            done, running = wait(running, return_when=FIRST_COMPLETED)
            for future in done:
                running |= {pool.submit(grade, one, courses[one.slug], executor, device=device) for one in _take(waiting, 1)}
                yield future.result()


def _take(items: Iterator[Submission], count: int) -> Iterator[Submission]:
    for _, item in zip(range(count), items, strict=False):
        yield item


def write_scorecard(out: Path, card: Scorecard, name: Callable[[Scorecard], str]) -> Path:
    """OUT/scorecards/STUDENT--SLUG.json, whole or not at all."""
    path = out / "scorecards" / f"{name(card)}.json"
    write_whole(path, card.to_json())
    return path


def write_not_graded(out: Path, entries: Sequence[NotGraded]) -> None:
    """OUT/not_graded.json: what of the class folder belongs to no assignment, for the class page."""
    page = [{"entry": one.entry, "reason": one.reason} for one in entries if one.serious]
    write_whole(out / "not_graded.json", json.dumps(page, indent=1, ensure_ascii=False) + "\n")


def write_whole(path: Path, text: str) -> None:
    """Write a file so that a reader sees the old one or the new one, never half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as page:
            page.write(text)
        os.chmod(temporary, 0o644)
        os.replace(temporary, path)
    except BaseException:
        os.unlink(temporary)
        raise
