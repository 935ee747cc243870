"""The grader's side of the pipe to a worker: jobs become frames, and bytes become an Answer only when every part of them is right.

The format itself is defined once, in `graders/worker/frames.py` (which must stand alone in the sandbox). No pickle, no eval. Whatever is
wrong with a frame is a WireError; nothing a worker sends can raise anything else, or make the grader allocate more than the caps.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, get_args

import numpy as np

from .job import Answer, Call, Frame, Job, Kept, Limits, Loaded, Package, Status, StudentError
from .worker.frames import ANSWER_CAPS, HEADER, Reference, WireError, lengths, pack, unpack
from .worker.frameworks import FRAMEWORKS

__all__ = [
    "Again", "Inbox", "WireError", "after", "answer_of", "cell_of", "executed_of", "job_frame", "loaded_of", "open_frame", "pack", "unpack",
]  # fmt: skip

# What a worker may say of itself. timed_out and crashed are only for the grader to say.
_SAID = frozenset(get_args(Status)) - {"timed_out", "crashed"}


class Inbox:
    """Bytes as they come from a worker, and at most one whole frame of them."""

    def __init__(self) -> None:
        self._bytes = bytearray()

    def __len__(self) -> int:
        return len(self._bytes)

    def add(self, part: bytes) -> None:
        self._bytes += part

    def take(self) -> Any:
        """The value of the frame that has arrived, or None as long as it is not whole. Raises WireError, also for bytes after it."""
        if len(self._bytes) < HEADER.size:
            return None
        whole = HEADER.size + sum(lengths(bytes(self._bytes[: HEADER.size]), ANSWER_CAPS))
        if len(self._bytes) < whole:
            return None
        if len(self._bytes) > whole:
            raise WireError("more bytes came than one answer has")
        frame, self._bytes = self._bytes, bytearray()
        return _mapping(unpack(frame, ANSWER_CAPS))


def open_frame(
    package: Package, limits: Limits, again: Again, *, count_processes: bool, keep_notebook: bool, device: str = "cpu"
) -> bytes:
    """The first frame a worker gets. again: what an earlier try to run the notebook's cells came to."""
    return pack(
        {
            "main": package.main,
            "files": {path: np.frombuffer(content, np.uint8) for path, content in package.files.items()},
            "imports": sorted(package.imports),
            "memory_mb": limits.memory_mb,
            "load_seconds": float(limits.load_seconds),
            "count_processes": count_processes,
            "keep_notebook": keep_notebook,
            "device": device,
            "stopped": dict(again.stopped),
            "spent": float(again.spent),
        }
    )


def job_frame(job: Job, nonce: str) -> bytes:
    """A job as bytes. Only inputs are in a Job, so only inputs go. Raises WireError when an argument is not a plain value."""
    calls = [_call(call) for call in job.calls]
    return pack({"nonce": nonce, "calls": calls, "repeat": job.repeat, "seconds": float(job.seconds)})


def _call(call: Call) -> dict[str, Any]:
    return {
        "entry": call.entry,
        "positional": [_argument(value) for value in call.positional],
        "named": {name: _argument(value) for name, value in call.named.items()},
        "keep": call.keep,
    }


def _argument(value: Any) -> Any:
    if isinstance(value, Kept):
        return Reference(value.name)
    if isinstance(value, np.generic):
        return value.item()
    if isinstance(value, (list, tuple)):
        return type(value)(_argument(item) for item in value)
    if isinstance(value, dict):
        return {key: _argument(item) for key, item in value.items()}
    return value


def answer_of(frame: Any, nonce: str) -> Answer:
    """The Answer in an unpacked frame. Raises WireError when a part is missing, unknown or of a wrong type."""
    parts = _mapping(frame)
    if parts.get("nonce") != nonce:
        raise WireError("the answer belongs to another job")
    status = _text(parts.get("status"))
    if status not in _SAID:
        raise WireError("the answer has an unknown status")
    error = parts.get("error")
    return Answer(
        status=status,  # type: ignore[arg-type]
        value=parts.get("value"),
        again=parts.get("again"),
        arguments=tuple(_list(parts.get("arguments", []))),
        error=None if error is None else error_of(error),
        detail=_text(parts.get("detail", ""))[:2000],
        memory_mb=min(_float(parts.get("memory_mb", 0.0)), 1e6),
        gpu_memory_mb=min(_float(parts.get("gpu_memory_mb", 0.0)), 1e6),
    )


def error_of(frame: Any) -> StudentError:
    """A student's exception from plain values, each text cut to a line or a paragraph."""
    parts = _mapping(frame)
    frames = [_mapping(item) for item in _list(parts.get("frames"))[:20]]
    return StudentError(
        type=_text(parts.get("type"))[:200],
        text=_text(parts.get("text"))[:2500],
        kinds=tuple(_text(kind)[:200] for kind in _list(parts.get("kinds"))[:30]),
        frames=tuple(Frame(_text(item.get("file"))[:300], _int(item.get("line")), _text(item.get("text"))[:200]) for item in frames),
    )


@dataclass(frozen=True)
class Again:
    """A notebook's cell ended the interpreter, and the notebook is to be run again without it.

    stopped: the cells to leave out, each with the sentence that says why. spent: seconds in cells so far.
    """

    stopped: dict[int, str] = field(default_factory=dict)
    spent: float = 0.0


def after(frame: Any, word: str) -> dict[Any, Any]:
    """What a worker says of loading, which must hold the word that it was given to go on. Raises WireError."""
    parts = _mapping(frame)
    if parts.get("word") != word:
        raise WireError("it does not belong to what was asked")
    return parts


def executed_of(parts: dict[Any, Any]) -> bytes | None:
    """The executed notebook, where that is what is said."""
    if "executed" not in parts:
        return None
    content = _of(np.ndarray, parts["executed"])
    if content.dtype != np.uint8:
        raise WireError("a notebook that is not made of bytes")
    return bytes(content.tobytes())


def cell_of(parts: dict[Any, Any]) -> int | None:
    """The number of the cell that is about to run, where that is what is said."""
    return _int(parts["cell"]) if "cell" in parts else None


def loaded_of(said: dict[Any, Any]) -> Loaded:
    """What loading showed."""
    parts = _mapping(said.get("loaded"))
    framework = _text(parts.get("framework"))
    if framework not in ("numpy", *FRAMEWORKS):
        raise WireError("an unknown framework")
    problems = tuple(error_of(item) for item in _list(parts.get("problems"))[:100])
    versions = {_text(name)[:40]: _text(version)[:40] for name, version in list(_mapping(parts.get("versions")).items())[:20]}
    return Loaded(framework, problems, versions)


def _mapping(value: Any) -> dict[Any, Any]:
    return _of(dict, value)


def _list(value: Any) -> list[Any]:
    return _of(list, value)


def _text(value: Any) -> str:
    return _of(str, value)


def _int(value: Any) -> int:
    return _of(int, value)


def _float(value: Any) -> float:
    return _of(float, value)


def _of(kind: type, value: Any) -> Any:
    if type(value) is not kind:
        raise WireError("a part of the frame has a wrong type")
    return value
