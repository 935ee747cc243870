"""The two pipes between the grader and the worker: jobs come in on one, answers go out on the other."""

from __future__ import annotations

import os
from typing import Any

from .frames import HEADER, JOB_CAPS, lengths, pack, unpack


class Channel:
    """The worker's two pipes. Keeps its own references, so that a student who overwrites os.write breaks nothing here."""

    def __init__(self, jobs: int, answers: int) -> None:
        self.jobs, self.answers = jobs, answers
        self._read, self._write, self._end = os.read, os.write, os._exit
        self._word = ""
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

    def await_word(self) -> None:
        """Wait for the word to go on; end this process when the grader has hung up."""
        frame = self.receive()
        if frame is None:
            self._end(0)
        else:
            self._word = unpack(frame, JOB_CAPS)

    def tell(self, value: dict[str, Any]) -> None:
        """Send what the grader waits for after its last word. It holds that word, so that nothing else is taken for it."""
        self.send({**value, "word": self._word})

    def send(self, value: Any) -> None:
        view = memoryview(pack(value))
        while view:
            view = view[self._write(self.answers, view) :]


def be_ready(channel: Channel) -> None:
    """Say that nothing failed on our side, and wait for the word to start with the student's code."""
    channel.send({"ready": True})
    channel.await_word()
