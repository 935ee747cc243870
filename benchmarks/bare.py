"""The floor: a bare interpreter that imports a submission and makes the calls that grading makes. It judges nothing.

As a program: python bare.py CALLS MODULE ROUNDS. CALLS is a folder with calls.json and calls.npz, as benchmarks/calls.py writes them.
Prints the seconds of every round as JSON: a round executes the module anew and makes every call. With one round, the whole process is the
floor; with several, all but the first are the student's own compute alone, everything imported and warm.

The notebooks for nbgrader hold a copy of this file; their cells call `check`. It imports nothing of ours, and NumPy at most.
"""

import functools
import json
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np


@functools.cache
def read_calls(folder: str) -> list[dict[str, Any]]:
    """The calls in order: dicts with entry, arguments, repeat, raises, measured, expected, rtol."""
    with open(f"{folder}/calls.json", encoding="utf-8") as page, np.load(f"{folder}/calls.npz") as stored:
        arrays = {name: stored[name] for name in stored.files}
        return [{**call, **{part: filled(call[part], arrays) for part in ("arguments", "expected")}} for call in json.load(page)]


def filled(value: Any, arrays: dict[str, Any]) -> Any:
    """The value with its arrays in place of their names."""
    if isinstance(value, dict):
        return arrays[value["array"]]
    return [filled(item, arrays) for item in value] if isinstance(value, list) else value


def given(value: Any, framework: str) -> Any:
    """A fresh argument as the submission's framework wants it; floats are float32 there."""
    if not isinstance(value, np.ndarray):
        return value
    if framework == "numpy":
        return value.copy()
    value = value.astype(np.float32) if value.dtype.kind == "f" else value.copy()
    return sys.modules["torch"].from_numpy(value) if framework == "torch" else sys.modules["tensorflow"].constant(value)


def answers(call: dict[str, Any], function: Callable[..., Any], framework: str) -> Iterator[Any]:
    """What the calls of one case return; None where the case asks for an exception and gets it."""
    for _ in range(call["repeat"]):
        try:
            yield function(*(given(value, framework) for value in call["arguments"]))
        except Exception as error:
            if type(error).__name__ != call["raises"]:
                raise
            yield None


def check(folder: str, entry: str, function: Callable[..., Any], framework: str) -> None:
    """Make the calls of one entry and compare: what the cell of an nbgrader notebook does. Raises AssertionError."""
    for call in read_calls(folder):
        if call["entry"] == entry:
            for answer in answers(call, function, framework):
                assert fits(answer, call), f"{entry} gives a wrong answer"


def fits(answer: Any, call: dict[str, Any]) -> bool:
    """Whether an answer is right. One that is measured, as draws are, is only made."""
    return bool(call["measured"]) or matches(answer, call["expected"], call["rtol"])


def matches(answer: Any, expected: Any, rtol: float) -> bool:
    """Equal up to the tolerance times the largest number that is expected, NaN and infinities included."""
    if expected is None:
        return answer is None
    if isinstance(expected, list):
        return len(answer) == len(expected) and all(matches(*pair, rtol) for pair in zip(answer, expected, strict=True))
    answer, expected = np.asarray(answer, dtype=np.float64), np.asarray(expected, dtype=np.float64)
    if answer.shape != expected.shape:
        return False
    scale = np.max(np.abs(expected[np.isfinite(expected)]), initial=0.0)
    return bool(np.allclose(answer, expected, rtol=0, atol=rtol * scale, equal_nan=True))


def main(folder: str, module: str, rounds: str) -> None:
    calls = read_calls(folder)
    with open(module, encoding="utf-8") as page:
        source = page.read()
    seconds, wrong = [], 0
    for number in range(int(rounds)):
        begun = time.perf_counter()
        names: dict[str, Any] = {"__name__": "submission", "__file__": module}
        exec(compile(source, module, "exec"), names)  # noqa: S102 - the right answer of our own tests
        framework = names.get("FRAMEWORK", "numpy")
        told = [list(answers(call, names[call["entry"]], framework)) for call in calls]
        seconds.append(time.perf_counter() - begun)
        if number == int(rounds) - 1 and number:
            pairs = [(call, answer) for call, several in zip(calls, told, strict=True) for answer in several]
            wrong = sum(not fits(answer, call) for call, answer in pairs)
    print(json.dumps({"seconds": seconds, "wrong": wrong}))


if __name__ == "__main__":
    main(*sys.argv[1:])
