"""The seam between judging and running: a Job goes to an executor, an Answer comes back.

Nothing in a Job tells what the right answer is. Nothing in an Answer is trusted: it is data, already decoded and capped.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Annotated, Any, Literal, Protocol

import numpy as np
from annotated_types import Ge, Gt, Le

Status = Literal["returned", "raised", "missing", "timed_out", "out_of_memory", "crashed", "refused"]

# A plain value: what crosses between the processes. Tuples become lists on the way.
Value = None | bool | int | float | complex | str | np.ndarray | list[Any] | dict[Any, Any]


@dataclass(frozen=True)
class Kept:
    """Stands for an object that an earlier call of the job kept in the student's process."""

    name: str


@dataclass(frozen=True)
class Call:
    """One call of a job. entry: "viterbi", or "model.probability" for a method of a kept object."""

    entry: str
    positional: tuple[Any, ...] = ()
    named: dict[str, Any] = field(default_factory=dict)
    keep: str | None = None


@dataclass(frozen=True)
class Job:
    """A request to run some calls in the student's process.

    name: for messages, "viterbi/weather/0".
    repeat: 2 runs all calls once more with fresh copies of the arguments (for the check that asks for the same answer twice).
    seconds: processor time for each run of the calls; the executor allows more on the clock.
    """

    name: str
    calls: tuple[Call, ...]
    repeat: int = 1
    seconds: float = 10.0


@dataclass(frozen=True)
class Frame:
    """One line of the student's own code in a traceback. file is relative to the submission, or "cell 3" of a notebook."""

    file: str
    line: int
    text: str


@dataclass(frozen=True)
class StudentError:
    """An exception that student code raised. kinds: the names of its class and all base classes."""

    type: str
    text: str
    kinds: tuple[str, ...] = ()
    frames: tuple[Frame, ...] = ()


@dataclass(frozen=True)
class Answer:
    """What came back for one job.

    value: the answer of the first run (a script's list, or the one value); again: that of the second run, when asked for.
    arguments: one list a call: the positional and then the named arguments as they were after the first run.
    detail: one sentence for statuses other than returned ("viterbi is not defined in hmm.py").
    output: what the student's code printed, capped. memory_mb: what the process says it has needed so far, beyond the libraries;
    gpu_memory_mb: what PyTorch has held on the GPU at most during this job.
    """

    status: Status
    value: Any = None
    again: Any = None
    arguments: tuple[Any, ...] = ()
    error: StudentError | None = None
    detail: str = ""
    output: str = ""
    seconds: float = 0.0
    memory_mb: float = 0.0
    gpu_memory_mb: float = 0.0


@dataclass(frozen=True)
class Limits:
    """What a submission may use.

    seconds: processor time a check; memory_mb: beyond the libraries; output_kb: printed text kept a check;
    load_seconds: to import the module, or for each cell of the notebook.
    """

    seconds: Annotated[float, Gt(0), Le(3600)] = 10.0
    memory_mb: Annotated[int, Gt(0), Le(1_000_000)] = 2048
    output_kb: Annotated[int, Ge(0), Le(100_000)] = 64
    load_seconds: Annotated[float, Gt(0), Le(3600)] = 60.0


@dataclass(frozen=True)
class Package:
    """The files of one hand-in, ready to be put in front of an executor.

    files: path relative to the submission -> bytes. main: the path among them that is graded (.py or .ipynb).
    imports: top-level modules that the sources import, found without running them ("torch", "tensorflow", ...).
    """

    main: str
    files: dict[str, bytes]
    imports: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Loaded:
    """What loading the submission showed.

    framework: "numpy", "torch" or "tensorflow", from the submission's FRAMEWORK.
    problems: errors while loading, one a failed cell or module, as the student should read them ("cell 4: NameError: ...").
    versions: library -> version in the student's process. executed: the notebook with what its cells gave, when it was asked for.
    """

    framework: str = "numpy"
    problems: tuple[StudentError, ...] = ()
    versions: dict[str, str] = field(default_factory=dict)
    executed: bytes | None = None


class Session(Protocol):
    """A submission loaded in its own process. A death of that process is an answer's status; the next job gets a fresh one."""

    @property
    def loaded(self) -> Loaded: ...

    def answer(self, job: Job) -> Answer: ...


class Executor(Protocol):
    """Where submissions run. Raises ExecutorError when nothing can be run here, with the remedy."""

    @property
    def name(self) -> str: ...

    def prove(self, device: str = "cpu", *, notebooks: bool = False) -> None:
        """Show that submissions can be run here on this device, and for a sandbox that it holds; otherwise raise ExecutorError.

        notebooks: that notebooks can be run, too.
        """

    def open(self, package: Package, limits: Limits, device: str, *, keep_notebook: bool = False) -> AbstractContextManager[Session]:
        """Load a submission. keep_notebook: of a notebook, keep the executed copy."""

    def stop(self) -> None:
        """End every open session, from another thread: the user wants to stop."""


def arrays(value: Any) -> Iterator[np.ndarray]:
    """Every array in a plain value, in order; a number counts as a 0-d array, text and None as none."""
    if isinstance(value, np.ndarray):
        yield value
    elif isinstance(value, (bool, int, float, complex)):
        yield np.asarray(value)
    elif isinstance(value, dict):
        for item in value.values():
            yield from arrays(item)
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from arrays(item)
