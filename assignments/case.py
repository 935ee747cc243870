"""The three words that a cases.py is written in: Script, Call, Kept.

Most cases are one call of the task's entry and are written as a plain dict, argument name -> value, in the entry's order:

    {"A": A, "B": B, "pi": pi, "observations": observations}

A class, or a task that trains a model, needs several calls in one process. That is a Script:

    Script(
        Call("train", {"x": x, "labels": labels}, keep="model"),
        Call("classify", {"model": Kept("model"), "x": unseen}),
        truth=unseen_labels,
    )

The answer of a script is what its calls returned, in order, without those that were kept. One such call: its value, not a list of one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Kept:
    """Stands for the object that an earlier call of the same script returned and kept in the student's process."""

    name: str


@dataclass(frozen=True)
class Call:
    """One call in the student's process.

    entry: a function or class of the submission, or "name.method" of a kept object.
    arguments: name -> value; what the signature lists first, without a gap, is passed by position, the rest by name.
    keep: keep what the call returns under this name, for later calls, instead of sending it back.
    """

    entry: str
    arguments: dict[str, Any]
    keep: str | None = None


@dataclass(frozen=True, init=False)
class Script:
    """Several calls in one process, judged together.

    truth: what the answer is judged against; without it, the reference runs the same script and its answer is the truth.
    """

    calls: tuple[Call, ...]
    truth: Any = None

    def __init__(self, *calls: Call, truth: Any = None) -> None:
        object.__setattr__(self, "calls", calls)
        object.__setattr__(self, "truth", truth)
