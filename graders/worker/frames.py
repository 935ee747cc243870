"""The wire format: how a plain value becomes bytes, and how bytes become a value again without trusting them.

A frame is a header (MAGIC, the length of the text, the length of the bytes), then JSON text, then the arrays' bytes one after the other.
JSON null, true, 3, 2.5 and "x" stand for themselves; everything else is a list that begins with a tag:

    ["l", item, ...]           a list                       ["i", "-12345678901234567890"]   a whole number of more than 64 bits
    ["t", item, ...]           a tuple                      ["f", "nan"]                     a number that JSON does not know
    ["d", [key, value], ...]   a dict                       ["c", real, imaginary]           a complex number
    ["a", dtype, [shape]]      the next array of the bytes  ["k", "model"]                   an object that the job has kept, by name
"""

from __future__ import annotations

import json
import math
import re
import struct
from dataclasses import dataclass
from typing import Any

import numpy as np

# Held from before student code can overwrite them: `np.array = ...` then hurts the student's own code only.
_dumps, _loads = json.dumps, json.loads
_ascontiguousarray, _frombuffer = np.ascontiguousarray, np.frombuffer

MAGIC = b"ASY1"
HEADER = struct.Struct("<4sIQ")
_CODES = ("?", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "f2", "f4", "f8", "c8", "c16")
_DTYPES = {np.dtype(code).str: np.dtype(code) for code in _CODES}
_ODD_FLOATS = {"nan": math.nan, "inf": math.inf, "-inf": -math.inf}


class WireError(ValueError):
    """Bytes that are not a frame, or a value that no frame can hold."""


@dataclass(frozen=True)
class Caps:
    """The most that a frame may hold. text_bytes bounds what the JSON reader may allocate, nodes and depth what we build."""

    text_bytes: int = 8 << 20
    array_bytes: int = 64 << 20
    nodes: int = 250_000
    depth: int = 64
    string: int = 1 << 20
    dimensions: int = 16
    references: bool = False


ANSWER_CAPS = Caps()
JOB_CAPS = Caps(text_bytes=1 << 30, array_bytes=1 << 34, nodes=1 << 28, string=1 << 28, references=True)


@dataclass(frozen=True)
class Reference:
    """Stands for an object that an earlier call of the job kept."""

    name: str


def pack(value: Any) -> bytes:
    """A frame that holds a plain value. Raises WireError for anything else."""
    arrays: list[bytes] = []
    text = _dumps(_tree(value, arrays, 0), allow_nan=False, separators=(",", ":")).encode("ascii")
    return HEADER.pack(MAGIC, len(text), sum(map(len, arrays))) + text + b"".join(arrays)


def _tree(value: Any, arrays: list[bytes], depth: int) -> Any:
    if depth > Caps.depth:
        raise WireError("the value is nested too deeply")
    kind = type(value)
    if value is None or kind in (bool, str):
        return value
    if kind is int:
        return value if -(1 << 63) <= value < (1 << 63) else ["i", format(value, "d")]
    if kind is float:
        return value if math.isfinite(value) else ["f", repr(value)]
    if kind is complex:
        return ["c", _tree(value.real, arrays, depth + 1), _tree(value.imag, arrays, depth + 1)]
    if kind is np.ndarray and value.dtype.newbyteorder("<").str in _DTYPES:
        little = _ascontiguousarray(value, dtype=value.dtype.newbyteorder("<"))
        arrays.append(little.tobytes())
        return ["a", little.dtype.str, list(value.shape)]
    if kind in (list, tuple):
        return ["l" if kind is list else "t", *(_tree(item, arrays, depth + 1) for item in value)]
    if kind is dict:
        return ["d", *([_tree(key, arrays, depth + 1), _tree(item, arrays, depth + 1)] for key, item in value.items())]
    if kind is Reference:
        return ["k", value.name]
    raise WireError(f"a {kind.__name__} cannot be sent")


def lengths(header: bytes, caps: Caps) -> tuple[int, int]:
    """Bytes of text and of arrays that follow a header. Raises WireError when it is none, or they are too many."""
    magic, text, arrays = HEADER.unpack(header)
    if magic != MAGIC:
        raise WireError("the bytes are not a frame")
    if text > caps.text_bytes or arrays > caps.array_bytes:
        raise WireError("the frame is too large")
    return text, arrays


def unpack(frame: bytes | bytearray, caps: Caps) -> Any:
    """The value in a whole frame; arrays are fresh and writable. Raises WireError, and nothing else, for any other bytes."""
    if len(frame) < HEADER.size:
        raise WireError("the frame is cut short")
    text, arrays = lengths(bytes(frame[: HEADER.size]), caps)
    if len(frame) != HEADER.size + text + arrays:
        raise WireError("the frame has a wrong length")
    words = bytes(frame[HEADER.size : HEADER.size + text])
    if words.count(b"[") > 3 * caps.nodes:
        raise WireError("the frame holds too many values")
    try:
        tree = _loads(words, parse_constant=_no_constant, object_pairs_hook=_no_object)
        reader = _Reader(memoryview(frame)[HEADER.size + text :], caps)
        value = reader.value(tree, 0)
    except WireError:
        raise
    except (ValueError, TypeError, OverflowError, RecursionError, IndexError) as error:
        raise WireError(f"the frame cannot be read ({type(error).__name__})") from None
    if reader.place != arrays:
        raise WireError("the frame holds bytes of no array")
    return value


def _no_constant(name: str) -> Any:
    raise WireError(f"{name} is not JSON")


def _no_object(pairs: Any) -> Any:
    raise WireError("the frame holds a JSON object")


class _Reader:
    """Reads one tree, counting what it builds."""

    def __init__(self, arrays: memoryview, caps: Caps) -> None:
        self.arrays, self.caps = arrays, caps
        self.place = self.nodes = 0

    def value(self, tree: Any, depth: int) -> Any:
        self.nodes += 1
        if self.nodes > self.caps.nodes or depth > self.caps.depth:
            raise WireError("the frame holds too many values, or they are nested too deeply")
        if tree is None or isinstance(tree, (bool, float)):
            return self._finite(tree)
        if isinstance(tree, str):
            return self._string(tree)
        if isinstance(tree, int):
            if not -(1 << 63) <= tree < (1 << 63):
                raise WireError("a whole number is out of range")
            return tree
        tag, items = tree[0], tree[1:]
        if tag in ("l", "t"):
            values = [self.value(item, depth + 1) for item in items]
            return values if tag == "l" else tuple(values)
        if tag == "d":
            return self._dict(items, depth)
        if tag == "a":
            return self._array(*items)
        return self._rare(tag, items)

    def _rare(self, tag: Any, items: list[Any]) -> Any:
        if tag == "f" and len(items) == 1 and isinstance(items[0], str) and items[0] in _ODD_FLOATS:
            return _ODD_FLOATS[items[0]]
        if tag == "c" and len(items) == 2:
            parts = [self.value(item, 0) for item in items]
            if all(type(part) is float for part in parts):
                return complex(*parts)
        if tag == "i" and len(items) == 1 and isinstance(items[0], str) and re.fullmatch(r"-?[0-9]{1,4000}", items[0]):
            return int(items[0])
        if tag == "k" and self.caps.references and len(items) == 1 and isinstance(items[0], str):
            return Reference(items[0])
        raise WireError("the frame holds an unknown tag")

    def _finite(self, number: Any) -> Any:
        if isinstance(number, float) and not math.isfinite(number):
            raise WireError("a number is out of range")
        return number

    def _string(self, text: str) -> str:
        if len(text) > self.caps.string:
            raise WireError("a text is too long")
        return text.encode("utf-8", "replace").decode("utf-8")  # a lone surrogate becomes "?"

    def _dict(self, items: list[Any], depth: int) -> dict[Any, Any]:
        built: dict[Any, Any] = {}
        for key, item in items:
            plain_key = self.value(key, depth + 1)
            if not is_key(plain_key):
                raise WireError("a dict has a key that is not a plain one")
            built[plain_key] = self.value(item, depth + 1)
        if len(built) != len(items):
            raise WireError("a dict has the same key twice")
        return built

    def _array(self, code: Any, shape: Any) -> np.ndarray:
        if not isinstance(code, str) or code not in _DTYPES:
            raise WireError("an array has an unknown dtype")
        if not isinstance(shape, list) or len(shape) > self.caps.dimensions:
            raise WireError("an array has too many dimensions")
        if not all(type(length) is int and 0 <= length < (1 << 40) for length in shape):
            raise WireError("an array has an impossible shape")
        dtype, count = _DTYPES[code], math.prod(shape)
        size = count * dtype.itemsize
        if math.prod(max(length, 1) for length in shape) > (1 << 59) or size > len(self.arrays) - self.place:
            raise WireError("an array is larger than its bytes")
        raw = self.arrays[self.place : self.place + size]
        self.place += size
        if dtype.kind == "b":  # a byte other than 0 and 1 would be neither
            return (_frombuffer(raw, np.uint8) != 0).reshape(shape)
        return _frombuffer(raw, dtype).reshape(shape).astype(dtype.newbyteorder("="), copy=True)


def is_key(value: Any) -> bool:
    """May the value be a key of a dict that crosses? str, int, float, bool, None, or a tuple of these."""
    if isinstance(value, tuple):
        return all(is_key(item) for item in value)
    return value is None or isinstance(value, (str, int, float, bool))
