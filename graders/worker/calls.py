"""Running jobs: find the function that a call names, give it its arguments, and read what it gives back."""

from __future__ import annotations

import difflib
import errno
import os
import unicodedata
from collections.abc import Iterable
from typing import Any

import numpy as np

from .errors import error_of
from .frames import JOB_CAPS, Reference, unpack
from .frameworks import Seeds, tensor_of
from .limits import Clock
from .submission import Submission
from .values import ADVICE, Plain, Refusal, called

_chdir, _makedirs = os.chdir, os.makedirs  # held from before student code can overwrite them


class Missing(Exception):
    """An entry that the submission does not define."""


class Runner:
    """Runs jobs on a loaded submission."""

    def __init__(self, submission: Submission, seeds: Seeds, clock: Clock | None = None) -> None:
        """clock: bounds the time of a run; the system's own without one."""
        self.submission, self.seeds = submission, seeds
        self.clock = clock or Clock()

    def answer(self, frame: bytes) -> dict[str, Any]:
        """Run all calls of a job, `repeat` times, each with fresh arguments."""
        job = unpack(frame, JOB_CAPS)
        told: dict[str, Any] = {"nonce": job["nonce"], "status": "returned", "value": None, "again": None, "arguments": []}
        try:
            told["value"], told["arguments"] = self.run(job)
            if job["repeat"] > 1:
                told["again"], _ = self.run(unpack(frame, JOB_CAPS))
        except Missing as gap:
            told |= {"status": "missing", "detail": str(gap)}
        except Refusal as refusal:
            told |= {"status": "refused", "detail": f"{refusal}."}
        except BaseException as error:
            told |= self._failed(error)
        finally:
            self.clock.rest()
        return told

    def _failed(self, error: BaseException) -> dict[str, Any]:
        told = error_of(error, self.submission.folder, self.submission.own_file)
        if _ran_out_of_memory(error, told):
            return {"status": "out_of_memory", "detail": "Your code asked for more memory than a check may use.", "error": told}
        return {"status": "raised", "error": told}

    def run(self, job: dict[str, Any]) -> tuple[Any, list[Any]]:
        """(answer, arguments afterwards). The answer: the one value of the calls that keep nothing, or the list of them."""
        _go_to(self.submission.folder)
        self.submission.device.begin()
        self.seeds.sow()
        self.clock.allow(job["seconds"])
        kept: dict[str, Any] = {}
        values: list[Any] = []
        arguments: list[Any] = []
        for call in job["calls"]:
            function = self.find(call["entry"], kept)
            positional = [self._given(value, kept) for value in call["positional"]]
            named = {name: self._given(value, kept) for name, value in call["named"].items()}
            value = function(*positional, **named)
            if call["keep"] is not None:
                kept[call["keep"]] = value
            else:
                values.append(self._plain(value, call["entry"]))
            given = [*call["positional"], *call["named"].values()]
            after = zip(given, (*positional, *named.values()), strict=True)
            arguments.append([None if isinstance(before, Reference) else _after(item) for before, item in after])
        return (values[0] if len(values) == 1 else values), arguments

    def _plain(self, value: Any, entry: str) -> Any:
        try:
            return Plain().read(value)
        except Refusal as refusal:
            raise Refusal(f"`{entry}` returned {refusal}") from None
        except (MemoryError, KeyboardInterrupt):
            raise
        except Exception as error:  # the student's own __array__, __iter__, ...
            raise Refusal(f"`{entry}` returned {called(value)} that cannot be read ({type(error).__name__}); {ADVICE}") from None

    # --- finding the entry

    def find(self, entry: str, kept: dict[str, Any]) -> Any:
        head, *rest = entry.split(".")
        found = kept[head] if head in kept else self._defined(head)
        for name in rest:
            if not hasattr(found, name):
                if found is None:
                    raise Missing(f"There is no `{name}`, because the call before it returned nothing: let it `return self`.")
                owner = type(found).__name__ if head in kept else head
                raise Missing(f"`{owner}` has no `{name}` in {self.submission.place}.{similar(name, dir(found))}")
            found = getattr(found, name)
        if not callable(found):
            raise Missing(f"`{entry}` in {self.submission.place} is {called(found)}, not a function.")
        return found

    def _defined(self, name: str) -> Any:
        names = self.submission.names
        if name in names:
            return names[name]
        text = f"`{name}` is not defined in {self.submission.place}.{similar(name, names)}"
        if self.submission.problems:
            text += " While loading: " + self.submission.problems[0]["text"].split("\n")[0][:300]
        raise Missing(text)

    # --- arguments

    def _given(self, value: Any, kept: dict[str, Any]) -> Any:
        """An argument as the submission's framework wants it."""
        if isinstance(value, Reference):
            return kept[value.name]
        if isinstance(value, (list, tuple)):
            return type(value)(self._given(item, kept) for item in value)
        if isinstance(value, dict):
            return {key: self._given(item, kept) for key, item in value.items()}
        if isinstance(value, np.ndarray) and self.submission.framework != "numpy":
            tensor = tensor_of(value, self.submission.framework)
            return self.submission.device.place(tensor) if self.submission.framework == "torch" else tensor
        return value


def _go_to(folder: str) -> None:
    """Every job begins in the submission's folder, also when the student's code has removed it."""
    try:
        _chdir(folder)
    except FileNotFoundError:
        _makedirs(folder)
        _chdir(folder)


def _after(value: Any) -> Any:
    """An argument after the call, as a plain value; None when it no longer is one."""
    try:
        return Plain().read(value)
    except MemoryError:
        raise
    except Exception:
        return None


def similar(name: str, names: Iterable[str]) -> str:
    """ " Did you mean ...?" for a name that differs by case, by look or by a letter; otherwise nothing."""

    def look(text: str) -> str:
        return unicodedata.normalize("NFKC", text).casefold().replace("_", "")

    known = {look(str(other)): str(other) for other in names if not str(other).startswith("_")}
    near = difflib.get_close_matches(look(name), known, n=1, cutoff=0.82)
    return f" Did you mean `{known[near[0]]}`?" if near else ""


def _ran_out_of_memory(error: BaseException, told: dict[str, Any]) -> bool:
    """The system says it with an OSError, torch and TensorFlow with errors of their own."""
    if isinstance(error, MemoryError) or (isinstance(error, OSError) and error.errno == errno.ENOMEM):
        return True
    text = told["text"].lower()
    if "ResourceExhaustedError" in told["kinds"]:
        return True
    signs = ("can't allocate memory", "defaultcpuallocator", "out of memory", "bad_alloc")
    return "RuntimeError" in told["kinds"] and any(words in text for words in signs)
