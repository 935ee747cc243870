"""A stand-in for an executor: runs a submission in the test's own process. For tests of judging only; it isolates nothing."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from fixtures.measure import run
from graders.errors import ExecutorError
from graders.job import Answer, Job, Limits, Loaded, Package


@dataclass
class InProcessSession:
    entries: dict[str, Any]
    loaded: Loaded

    def answer(self, job: Job) -> Answer:
        name = job.calls[0].entry
        if name not in self.entries:
            return Answer("missing", detail=f"{name} is not defined")
        return run(job.calls, self.entries, repeat=job.repeat)


@dataclass
class InProcess:
    """broken: what opening raises, to play an executor that cannot run."""

    name: str = "in process"
    broken: str = ""

    def prove(self, device: str = "cpu", *, notebooks: bool = False) -> None:
        if self.broken:
            raise ExecutorError(self.broken)

    def stop(self) -> None:
        """Nothing runs in the background."""

    @contextlib.contextmanager
    def open(self, package: Package, limits: Limits, device: str, *, keep_notebook: bool = False) -> Iterator[InProcessSession]:
        self.prove()
        entries: dict[str, Any] = {}
        exec(package.files[package.main], entries)
        yield InProcessSession(entries, Loaded(versions={"python": "3.11", "numpy": "2"}))
