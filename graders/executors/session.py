"""A session over one worker: the submission loaded, its jobs answered one by one, and a fresh process after a death."""

from __future__ import annotations

import contextlib
import secrets
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from ..errors import ExecutorError
from ..job import Answer, Job, Limits, Loaded, Package, StudentError
from ..wire import Again, WireError, after, answer_of, cell_of, executed_of, job_frame, loaded_of, open_frame, pack
from ..worker.limits import DEATHS, PATIENCE
from .process import READY_SECONDS, Death, Gone, Worker

_GRACE = 5  # seconds after a cell's time, in which it should have stopped
_STUCK = "stopped after {seconds:g} seconds. It was left out."
_DEAD = "it ended the interpreter. The notebook was run again without this cell."
_MOST_SLOW = 3  # jobs that took too long and are tried once more; who has many of them is slow, and not unlucky


class ProcessSession:
    """A submission loaded in a process of its own; `graders.job.Session`."""

    def __init__(
        self, start: Callable[[int], Worker], package: Package, limits: Limits, *, count_processes: bool, keep_notebook: bool,
        device: str = "cpu",
    ) -> None:
        """start: a fresh worker, of whose printed text so many bytes are kept."""
        self._start, self._package, self._limits = start, package, limits
        self._count_processes, self._keep_notebook, self._device = count_processes, keep_notebook, device
        self._process: Worker | None = None
        self._loaded = Loaded()
        self._failed: Death | None = None
        self._newest: Worker | None = None
        self._stopped = False
        self._again = Again()
        self._slow = 0

    @property
    def loaded(self) -> Loaded:
        return self._loaded

    def begin(self) -> ProcessSession:
        """Load the submission. What the submission does wrong is remembered for its answers; what we do wrong is an ExecutorError."""
        self._load()
        return self

    def stop(self) -> None:
        """End it, from another thread: what is being loaded or asked is not answered any more."""
        self._stopped = True
        self._failed = Death("crashed", "Grading was stopped.")
        if (process := self._newest) is not None:
            process.abort()

    def close(self) -> None:
        if self._process is not None:
            self._process.close()
            self._process = None

    def answer(self, job: Job) -> Answer:
        """Run one job. Never raises for what the submission does."""
        if self._process is None and self._failed is None:
            self._load()
        if self._failed is not None or self._process is None:
            death = self._failed or Death("crashed", "Your code could not be loaded again.")
            return Answer(death.status, detail=death.detail)
        answer, certain = self._answer_of(self._process, job)
        self._slow += answer.status == "timed_out"
        tired = answer.status == "timed_out" and self._slow > _MOST_SLOW
        if not (certain or tired or self._stopped):  # it may have been bad luck: once more, in a fresh process, before it counts
            self._load()
            if self._process is not None:
                answer, _ = self._answer_of(self._process, job)
        return answer

    def _answer_of(self, process: Worker, job: Job) -> tuple[Answer, bool]:
        """(the answer, whether a second try could not change it)."""
        begun = time.monotonic()
        process.drain()
        process.output.take()  # printed between jobs: belongs to none
        certain = True
        try:
            answer = self._ask(process, job)
        except Gone as gone:
            answer, certain = Answer(gone.death.status, detail=gone.death.detail), gone.death.certain
            self._end(process)
        except WireError as error:
            answer, certain = Answer("refused", detail=f"What your code sent back could not be read: {error}."), False
            self._end(process)
        return replace(answer, output=process.output.take(), seconds=time.monotonic() - begun), certain

    def _ask(self, process: Worker, job: Job) -> Answer:
        nonce = secrets.token_hex(8)
        try:
            request = job_frame(job, nonce)
        except WireError as error:
            raise ExecutorError(f"The inputs of {job.name} cannot be sent: {error}. Mend the case.") from None
        wall = job.repeat * (3 * job.seconds + 5)
        slow = f"Your code took longer than {job.seconds:g} seconds."
        try:
            return answer_of(process.exchange(request, time.monotonic() + wall, slow), nonce)
        except Gone as gone:
            if gone.death.status == "timed_out":
                raise Gone(replace(gone.death, detail=slow)) from None
            raise

    def _end(self, process: Worker) -> None:
        process.close()
        self._process = None

    def _load(self) -> None:
        """Load the submission; a notebook once more without each cell that ended the interpreter."""
        for _ in range(DEATHS + 1):
            if self._stopped:
                raise ExecutorError("Grading was stopped.")
            self._try_to_load()
            if self._process is not None or self._failed is not None:
                return
        self._fail(Death("crashed", f"While loading {self._package.main}: your cells ended the interpreter {DEATHS + 1} times."))

    def _try_to_load(self) -> None:
        process = self._newest = self._start(self._limits.output_kb << 10)
        try:
            self._greet(process)
            said = self._go_on(process, self._loading_deadline())
            if (number := cell_of(said)) is not None:
                after_cells = self._follow_cells(process, number)
                if after_cells is None:
                    process.close()
                    return
                said = after_cells
            executed = executed_of(said)
            if executed is not None:
                said = self._go_on(process, self._loading_deadline())
            self._loaded, self._process = replace(loaded_of(said), executed=executed), process
        except Gone as gone:
            process.close()
            self._fail(Death(gone.death.status, f"While loading {self._package.main}: {_lower(gone.death.detail)}"))
        except WireError as error:
            process.close()
            self._fail(Death("refused", f"While loading {self._package.main}: what your code sent back could not be read: {error}."))
        except BaseException:
            process.close()
            raise

    def _greet(self, process: Worker) -> None:
        """Hand the submission over; nothing of it has run when this returns. Raises ExecutorError."""
        try:
            request = open_frame(
                self._package,
                self._limits,
                self._again,
                count_processes=self._count_processes,
                keep_notebook=self._keep_notebook,
                device=self._device,
            )
            process.exchange(request, time.monotonic() + READY_SECONDS, "")
        except (Gone, WireError) as error:
            said = process.output.take().strip()[-800:]
            raise ExecutorError(f"Python did not start for the submission ({error}). It said: {said or 'nothing'}") from None

    def _go_on(self, process: Worker, deadline: float) -> dict[Any, Any]:
        """Let it go on with loading, and hear what comes of it. Raises Gone and WireError."""
        word = secrets.token_hex(8)
        slow = f"your code took longer than {self._limits.load_seconds:g} seconds."
        return after(process.exchange(pack(word), deadline, slow), word)

    def _loading_deadline(self) -> float:
        return time.monotonic() + self._limits.load_seconds + 10

    def _follow_cells(self, process: Worker, number: int | None) -> dict[Any, Any] | None:
        """Let a notebook's cells run one by one. The answer is what comes after the last one; None when a cell ended the interpreter,
        or did not let itself be stopped: then it is noted, and all is to be done again without it.
        """
        spent, seconds = self._again.spent, self._limits.load_seconds
        last = time.monotonic() + (PATIENCE + 1) * seconds + 60
        said: dict[Any, Any] | None = None
        while number is not None:
            begun = time.monotonic()
            try:
                said = self._go_on(process, min(last, begun + seconds + _GRACE))
            except Gone as gone:
                if time.monotonic() > last:
                    raise
                words = _STUCK if gone.death.status == "timed_out" else _DEAD
                spent += min(seconds, time.monotonic() - begun)
                stopped = {**self._again.stopped, number: f"cell {number}: {words.format(seconds=seconds)}"}
                self._again = Again(stopped, spent)
                return None
            spent += min(seconds, time.monotonic() - begun)
            number = cell_of(said)
        return said

    def _fail(self, death: Death) -> None:
        self._failed = death
        if not self._loaded.problems:
            self._loaded = replace(self._loaded, problems=(StudentError("LoadingProblem", death.detail),))


class Sessions:
    """The sessions that are open, so that a stop can end them all."""

    def __init__(self) -> None:
        self._open: set[ProcessSession] = set()
        self._lock = threading.Lock()

    @contextlib.contextmanager
    def hold(self, session: ProcessSession) -> Iterator[ProcessSession]:
        """Begin the session, and close it in the end."""
        with self._lock:
            self._open.add(session)
        try:
            yield session.begin()
        finally:
            with self._lock:
                self._open.discard(session)
            session.close()

    def stop(self) -> None:
        with self._lock:
            for session in self._open:
                session.stop()


def _lower(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]
