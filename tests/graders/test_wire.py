"""The frames between grader and worker: every plain value survives, and nothing else gets in."""

from __future__ import annotations

import json
import math
import struct
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from graders import wire
from graders.job import Call, Job, Kept, Limits, Package
from graders.wire import Inbox, WireError
from graders.worker import frames

DTYPES = st.sampled_from([np.dtype(code) for code in frames._CODES])
ARRAYS = hnp.arrays(DTYPES, hnp.array_shapes(min_dims=0, max_dims=4, min_side=0, max_side=4))
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
ATOMS = st.none() | st.booleans() | st.integers(-(10**30), 10**30) | st.floats() | st.complex_numbers() | TEXT
KEYS = st.recursive(st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | TEXT, lambda k: st.tuples(k, k), max_leaves=4)
VALUES = st.recursive(
    ATOMS | ARRAYS, lambda v: st.lists(v, max_size=4) | st.tuples(v, v) | st.dictionaries(KEYS, v, max_size=4), max_leaves=12
)  # fmt: skip


def same(a: Any, b: Any) -> bool:
    if type(a) is not type(b):
        return False
    if isinstance(a, np.ndarray):
        return a.dtype == b.dtype and a.shape == b.shape and a.tobytes() == b.tobytes()
    if isinstance(a, (list, tuple)):
        return len(a) == len(b) and all(map(same, a, b))
    if isinstance(a, dict):
        return list(a) == list(b) and [type(k) for k in a] == [type(k) for k in b] and all(map(same, a.values(), b.values()))
    if isinstance(a, complex):
        return same(a.real, b.real) and same(a.imag, b.imag)
    if isinstance(a, float):
        return (math.isnan(a) and math.isnan(b)) or (a == b and math.copysign(1, a) == math.copysign(1, b))
    return bool(a == b)


def raw(tree: Any, arrays: bytes = b"") -> bytes:
    words = tree if isinstance(tree, bytes) else json.dumps(tree).encode()
    return struct.pack("<4sIQ", b"ASY1", len(words), len(arrays)) + words + arrays


@settings(max_examples=300, deadline=None)
@given(VALUES)
def test_a_plain_value_survives_the_trip(value: Any) -> None:
    assert same(frames.unpack(frames.pack(value), frames.ANSWER_CAPS), value)


@settings(max_examples=300, deadline=None)
@given(VALUES, st.data())
def test_a_changed_frame_is_a_value_or_a_wire_error(value: Any, data: st.DataObject) -> None:
    frame = bytearray(frames.pack(value))
    for _ in range(data.draw(st.integers(1, 4))):
        frame[data.draw(st.integers(0, len(frame) - 1))] = data.draw(st.integers(0, 255))
    frame = frame[: data.draw(st.integers(0, len(frame)))] if data.draw(st.booleans()) else frame
    inbox = Inbox()
    try:
        inbox.add(bytes(frame))
        wire.answer_of(inbox.take() or {}, "nonce")
    except WireError:
        pass


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=200))
def test_noise_is_a_wire_error(noise: bytes) -> None:
    with pytest.raises(WireError):
        frames.unpack(noise, frames.ANSWER_CAPS)


@pytest.mark.parametrize(
    ("tree", "arrays"),
    [
        ({"a": 1}, b""),
        (["z", 1], b""),
        ([], b""),
        ([["l"]], b""),
        (b"[" * 100_000 + b"]" * 100_000, b""),
        (b"NaN", b""),
        (b"1e999", b""),
        (b"9" * 5000, b""),
        (10**30, b""),
        (["i", "0x10"], b""),
        (["i", "9" * 5000], b""),
        (["c", 1, 2], b""),
        (["f", "nano"], b""),
        (["k", "model"], b""),
        (["d", ["a", 1], ["a", 2]], b""),
        (["d", [["l"], 1]], b""),
        (["d", ["a"]], b""),
        (["d", [["a", "<f8", []], 1]], bytes(8)),
        (["a", "|O", [1]], bytes(8)),
        (["a", "<M8[s]", [1]], bytes(8)),
        (["a", "<U4", [1]], bytes(16)),
        (["a", ">f8", [1]], bytes(8)),
        (["a", "<f8", [2]], bytes(8)),
        (["a", "<f8", [1]], bytes(16)),
        (["a", "<f8", [-1]], bytes(8)),
        (["a", "<f8", [True]], bytes(8)),
        (["a", "<f8", [1.0]], bytes(8)),
        (["a", "<f8", [1] * 17], bytes(8)),
        (["a", "<f8", [1 << 39, 1 << 39, 0]], b""),
        (["a", "<f8", [0, 1 << 200]], b""),
        (["a", "<f8", 1], bytes(8)),
        (["a", "<f8"], bytes(8)),
        (["l", *([0] * 260_000)], b""),
        ("x" * (2 << 20), b""),
    ],
)
def test_a_hostile_frame_is_a_wire_error(tree: Any, arrays: bytes) -> None:
    with pytest.raises(WireError):
        frames.unpack(raw(tree, arrays), frames.ANSWER_CAPS)


def test_a_header_that_promises_too_much_is_refused_at_once() -> None:
    for words, arrays in ((1 << 31, 0), (0, 1 << 40)):
        inbox = Inbox()
        inbox.add(struct.pack("<4sIQ", b"ASY1", words, arrays))
        with pytest.raises(WireError, match="too large"):
            inbox.take()


def test_bytes_behind_a_frame_are_refused() -> None:
    inbox = Inbox()
    inbox.add(frames.pack({}) + b"x")
    with pytest.raises(WireError):
        inbox.take()


def test_a_frame_may_come_in_pieces() -> None:
    frame, inbox = frames.pack({"a": np.arange(3)}), Inbox()
    for place in range(len(frame) - 1):
        inbox.add(frame[place : place + 1])
        assert inbox.take() is None
    inbox.add(frame[-1:])
    assert inbox.take()["a"].tolist() == [0, 1, 2]


GOOD = {"nonce": "n", "status": "returned", "value": 1}


@pytest.mark.parametrize(
    "change",
    [
        {"nonce": "m"}, {"nonce": None}, {"status": "passed"}, {"status": "timed_out"}, {"status": "crashed"}, {"status": 1},
        {"arguments": {}}, {"error": []}, {"error": {"type": 1}}, {"detail": None},
    ],
)  # fmt: skip
def test_an_answer_with_a_wrong_part_is_refused(change: dict[str, Any]) -> None:
    assert wire.answer_of(GOOD, "n").value == 1
    with pytest.raises(WireError):
        wire.answer_of(GOOD | change, "n")


def test_a_job_holds_its_inputs_and_nothing_more() -> None:
    job = Job("name", (Call("fit", (Kept("model"), (np.float64(2), [1])), {"x": {("a", "b"): 1}}, keep="m"),), repeat=2, seconds=3)
    assert frames.unpack(wire.job_frame(job, "n"), frames.JOB_CAPS) == {
        "nonce": "n",
        "calls": [{"entry": "fit", "positional": [frames.Reference("model"), (2.0, [1])], "named": {"x": {("a", "b"): 1}}, "keep": "m"}],
        "repeat": 2,
        "seconds": 3.0,
    }


def test_files_cross_byte_for_byte() -> None:
    package = Package("a.py", {"a.py": b"\x00\xff", "empty": b""})
    frame = frames.unpack(wire.open_frame(package, Limits(), wire.Again(), count_processes=True, keep_notebook=False), frames.JOB_CAPS)
    assert {name: content.tobytes() for name, content in frame["files"].items()} == package.files
