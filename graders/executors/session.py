"""A session over one worker: the submission loaded, its jobs answered one by one, and a fresh process after a death."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from dataclasses import replace

from ..errors import ExecutorError
from ..job import Answer, Job, Limits, Loaded, Package, StudentError
from ..wire import Again, WireError, answer_of, job_frame, loaded_of, open_frame, pack
from ..worker.limits import DEATHS, PATIENCE
from .process import READY_SECONDS, Death, Gone, Pipes, Process, Running


class ProcessSession:
    """A submission loaded in a process of its own; `graders.job.Session`."""

    def __init__(self, start: Callable[[Pipes], Running], package: Package, limits: Limits, *, count_processes: bool) -> None:
        self._start, self._package, self._limits, self._count_processes = start, package, limits, count_processes
        self._process: Process | None = None
        self._loaded = Loaded()
        self._failed: Death | None = None
        self._again = Again()

    @property
    def loaded(self) -> Loaded:
        return self._loaded

    def begin(self) -> ProcessSession:
        """Load the submission. What the submission does wrong is remembered for its answers; what we do wrong is an ExecutorError."""
        self._load()
        return self

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
        begun = time.monotonic()
        process = self._process
        process.drain()
        process.output.take()  # printed between jobs: belongs to none
        try:
            answer = self._ask(process, job)
        except Gone as gone:
            answer = Answer(gone.death.status, detail=gone.death.detail)
            self._end(process)
        except WireError as error:
            answer = Answer("refused", detail=f"What your code sent back could not be read: {error}.")
            self._end(process)
        return replace(answer, output=process.output.take(), seconds=time.monotonic() - begun)

    def _ask(self, process: Process, job: Job) -> Answer:
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
                raise Gone(Death("timed_out", slow)) from None
            raise

    def _end(self, process: Process) -> None:
        process.close()
        self._process = None

    def _load(self) -> None:
        """Load the submission; a notebook once more without each cell that ended the interpreter."""
        for _ in range(DEATHS + 1):
            self._try_to_load()
            if self._process is not None or self._failed is not None:
                return
        self._fail(Death("crashed", f"While loading {self._package.main}: your cells ended the interpreter {DEATHS + 1} times."))

    def _try_to_load(self) -> None:
        process = Process(self._start, self._limits.output_kb << 10)
        try:
            told = self._greet(process)
            if isinstance(told, Again):
                self._again = told
                process.close()
            else:
                self._loaded, self._process = told, process
        except Gone as gone:
            process.close()
            self._fail(Death(gone.death.status, f"While loading {self._package.main}: {_lower(gone.death.detail)}"))
        except WireError as error:
            process.close()
            self._fail(Death("refused", f"While loading {self._package.main}: what your code sent back could not be read: {error}."))
        except BaseException:
            process.close()
            raise

    def _greet(self, process: Process) -> Loaded | Again:
        try:
            request = open_frame(self._package, self._limits, self._again, count_processes=self._count_processes)
            process.exchange(request, time.monotonic() + READY_SECONDS, "")
        except (Gone, WireError) as error:
            said = process.output.take().strip()[-800:]
            raise ExecutorError(f"Python did not start for the submission ({error}). It said: {said or 'nothing'}") from None
        seconds = self._limits.load_seconds
        if self._package.main.endswith(".ipynb"):
            seconds = (PATIENCE + 1) * seconds + 60
        slow = f"your code took longer than {self._limits.load_seconds:g} seconds."
        return loaded_of(process.exchange(pack(None), time.monotonic() + seconds + 10, slow))

    def _fail(self, death: Death) -> None:
        self._failed = death
        if not self._loaded.problems:
            self._loaded = replace(self._loaded, problems=(StudentError("LoadingProblem", death.detail),))


def _lower(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]
