"""The two pipes between the grader and the worker: jobs come in on one, answers go out on the other."""

from __future__ import annotations

import os
from typing import Any

from .frames import HEADER, JOB_CAPS, lengths, pack


class Channel:
    """The worker's two pipes. Keeps its own references, so that a student who overwrites os.write breaks nothing here."""

    def __init__(self, jobs: int, answers: int) -> None:
        self.jobs, self.answers = jobs, answers
        self._read, self._write = os.read, os.write
        for descriptor in (jobs, answers):  # programs that the student's code starts do not get them
            os.set_inheritable(descriptor, False)

    def receive(self) -> bytes | None:
        """The next frame, or None when the grader has hung up."""
        header = self._exactly(HEADER.size)
        if header is None:
            return None
        body = self._exactly(sum(lengths(header, JOB_CAPS)))
        return None if body is None else header + body

    def _exactly(self, size: int) -> bytes | None:
        parts: list[bytes] = []
        while size > 0:
            part = self._read(self.jobs, min(size, 1 << 20))
            if not part:
                return None
            parts.append(part)
            size -= len(part)
        return b"".join(parts)

    def send(self, value: Any) -> None:
        view = memoryview(pack(value))
        while view:
            view = view[self._write(self.answers, view) :]


def be_ready(channel: Channel) -> None:
    """Say that nothing failed on our side, and wait for the word to start with the student's code."""
    channel.send({"ready": True})
    if channel.receive() is None:
        os._exit(0)
