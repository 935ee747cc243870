"""Answering: what was loaded is said once, then each job gets its answer."""

from __future__ import annotations

import contextlib
import sys

from .calls import Runner
from .channel import Channel
from .frames import WireError
from .frameworks import Seeds, versions
from .limits import Memory
from .submission import Submission


def answer_jobs(channel: Channel, submission: Submission, seeds: Seeds, memory: Memory | None = None) -> None:
    """Say what was loaded, then answer jobs until the grader hangs up. memory: counts from before the student's code."""
    runner, flush = Runner(submission, seeds), _flush
    loaded = {"framework": submission.framework, "problems": submission.problems[:100], "versions": versions()}
    flush()
    channel.tell({"loaded": loaded})
    while (frame := channel.receive()) is not None:
        told = runner.answer(frame)
        told["memory_mb"] = memory.needed_mb() if memory else 0.0
        told["gpu_memory_mb"] = submission.device.held_mb()
        flush()
        try:
            channel.send(told)
        except (WireError, ValueError, RecursionError):
            channel.send({"nonce": told["nonce"], "status": "refused", "detail": "The answer is too large or too deep to be sent."})


def _flush() -> None:
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(BaseException):
            stream.flush()
