"""The program that runs a student's code. It enters the sandbox alone: standard library and NumPy, and nothing of ours.

    python worker.py serve JOBS ANSWERS FOLDER      (two inherited file descriptors, and the folder for the submission)

The grader sends frames on JOBS, the worker answers each with one frame on ANSWERS: the submission (answer: ready), the word to
go (answer: what was loaded), then the jobs.
Student code shares this process and may do to it what it likes: it holds no expected value, no tolerance and no points.

Sections: the wire; limits and surroundings; plain values; the student's errors; loading a module; loading a notebook;
calling; serving.
"""

from __future__ import annotations

import asyncio
import builtins
import collections
import collections.abc
import contextlib
import ctypes
import difflib
import importlib
import importlib.machinery
import importlib.util
import io
import json
import linecache
import math
import numbers
import os
import random
import re
import signal
import struct
import sys
import time
import tokenize
import types
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

import numpy as np
import numpy.ma as masked  # NumPy loads it late; loaded now, before a student can spoil it

try:
    import resource
except ImportError:  # Windows has no such limits
    resource = None  # type: ignore[assignment]

# ---------------------------------------------------------------------------------------------------------------------
# The wire: MAGIC, length of the text, length of the bytes; then JSON text, then the arrays' bytes one after the other.
# JSON null, true, 3, 2.5 and "x" stand for themselves; everything else is a list that begins with a tag:
#   ["l", item, ...]  ["t", item, ...]  ["d", [key, value], ...]  ["a", dtype, [shape]]  ["f", "nan"]  ["c", real, imaginary]
#   ["i", "-12345678901234567890"]      ["k", name of a kept object]
# ---------------------------------------------------------------------------------------------------------------------

# Held from before student code can overwrite them: `np.array = ...` then hurts the student's own code only.
_dumps, _loads, _chdir = json.dumps, json.loads, os.chdir
_array, _asarray, _ascontiguousarray, _frombuffer = np.array, np.asarray, np.ascontiguousarray, np.frombuffer

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


# ---------------------------------------------------------------------------------------------------------------------
# Limits and surroundings
# ---------------------------------------------------------------------------------------------------------------------

FRAMEWORKS = ("torch", "tensorflow")
SEED = 20_240_601
_FILE_BYTES = 64 << 20
_OPEN_FILES = 1024
_PROCESSES = 256


def import_frameworks(names: Iterable[str]) -> Seeds:
    """Import what the submission will import, with one thread, before its own memory is counted. Returns the seeding functions."""
    if "torch" in names:
        with contextlib.suppress(ImportError):
            torch = importlib.import_module("torch")
            torch.set_num_threads(1)
            with contextlib.suppress(Exception):
                torch.set_num_interop_threads(1)
    if {"tensorflow", "keras"} & set(names):
        with contextlib.suppress(ImportError):
            tensorflow = importlib.import_module("tensorflow")
            with contextlib.suppress(Exception):
                tensorflow.config.threading.set_intra_op_parallelism_threads(1)
                tensorflow.config.threading.set_inter_op_parallelism_threads(1)
                tensorflow.config.experimental.enable_op_determinism()
            tensorflow.add(tensorflow.zeros(1), 1.0)  # starts its threads now
    seeds = Seeds()
    seeds.sow()  # torch imports much more at the first call; the student's seconds must not pay for it
    return seeds


def versions() -> dict[str, str]:
    """Library -> version, of what is imported."""
    found = {"python": ".".join(map(str, sys.version_info[:3])), "numpy": np.__version__}
    for name in FRAMEWORKS:
        if name in sys.modules:
            found[name] = str(getattr(sys.modules[name], "__version__", "unknown"))
    return found


def set_limits(memory_mb: int, *, count_processes: bool) -> None:
    """Bound memory (address space above what the libraries took), files and, where they are counted apart, processes."""
    if resource is None:
        return
    soft_limits = {"RLIMIT_CORE": 0, "RLIMIT_FSIZE": _FILE_BYTES, "RLIMIT_NOFILE": _OPEN_FILES}
    if count_processes:
        soft_limits["RLIMIT_NPROC"] = _PROCESSES
    used = _address_space()
    if used:
        soft_limits["RLIMIT_AS"] = used + (memory_mb << 20)
    for name, most in soft_limits.items():
        with contextlib.suppress(ValueError, OSError, AttributeError):
            resource.setrlimit(getattr(resource, name), (most, most))


def _soft_memory(memory_mb: int | None) -> None:
    """Bound this process's memory so that a child can lift the bound; None lifts it."""
    if resource is not None:
        with contextlib.suppress(ValueError, OSError):
            hard = resource.getrlimit(resource.RLIMIT_AS)[1]
            used = _address_space()
            resource.setrlimit(resource.RLIMIT_AS, (hard if memory_mb is None or not used else used + (memory_mb << 20), hard))


def _address_space() -> int:
    """Bytes of address space in use; 0 where the system does not say."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError):
        return 0


class Clock:
    """The processor-time limit. The system ends the process (SIGXCPU) when a run goes over it."""

    def __init__(self) -> None:
        self._resource = resource
        self._used, self._now = time.process_time, time.monotonic
        if resource is not None:
            self._set, self._kind = resource.setrlimit, resource.RLIMIT_CPU
            self._hard = resource.getrlimit(resource.RLIMIT_CPU)[1]

    def allow(self, seconds: float) -> None:
        if self._resource is not None:
            with contextlib.suppress(ValueError, OSError):
                self._set(self._kind, (math.ceil(self._used() + seconds), self._hard))

    def rest(self) -> None:
        if self._resource is not None:
            with contextlib.suppress(ValueError, OSError):
                self._set(self._kind, (self._resource.RLIM_INFINITY, self._hard))


def die_with_parent() -> None:
    """Ask Linux to kill this process when the one that started it ends."""
    with contextlib.suppress(Exception):
        ctypes.CDLL(None).prctl(1, int(signal.SIGKILL), 0, 0, 0)


def note(sentence: str) -> None:
    """A line in the student's own output."""
    with contextlib.suppress(Exception):
        print(f"[grader] {sentence}")


def no_input(prompt: object = "") -> str:
    raise EOFError("input() waits for a person, and there is none while grading. Put the value in your code.")


class _Nothing:
    """A function, or a module of functions, that does nothing and says so."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return _Nothing(f"{self._name}.{name}")

    def __call__(self, *_: Any, **__: Any) -> dict[str, Any]:
        note(f"{self._name}() does nothing here.")
        return {}


class _Colab(types.ModuleType):
    """google.colab where there is no Colab."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return _Nothing(f"{self.__name__}.{name}")


class _ColabFinder:
    """Comes last among the importers: answers for google.colab when nothing else does."""

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> Any:
        if name == "google" or name == "google.colab" or name.startswith("google.colab."):
            return importlib.machinery.ModuleSpec(name, cast(Any, self), is_package=True)
        return None

    def create_module(self, spec: Any) -> types.ModuleType:
        return types.ModuleType("google") if spec.name == "google" else _Colab(spec.name)

    def exec_module(self, module: types.ModuleType) -> None:
        """Nothing: the module is made by its functions' names."""


class _NoShell:
    """get_ipython() in a module that was exported from a notebook: commands and magics do nothing and say so."""

    def system(self, command: str, *_: Any, **__: Any) -> None:
        note(f"skipped: !{command}")

    def getoutput(self, command: str, *_: Any, **__: Any) -> list[str]:
        note(f"skipped: !{command}")
        return []

    def run_line_magic(self, name: str, line: str = "", *_: Any, **__: Any) -> None:
        note(f"skipped: %{name} {line}")

    magic = run_line_magic

    def run_cell_magic(self, name: str, line: str, cell: str = "") -> None:
        if name in ("time", "timeit", "capture"):
            exec(compile(cell, f"<%%{name}>", "exec"), sys._getframe(1).f_globals)
        elif name == "writefile":
            Path(line.split()[-1]).write_text(cell, encoding="utf-8")
        else:
            note(f"skipped: %%{name} {line}")

    def __getattr__(self, name: str) -> Any:
        return lambda *_, **__: None


def prepare_interpreter() -> None:
    """What every submission meets: no person at the keyboard, no Colab, output line by line."""
    builtins.input = no_input
    sys.meta_path.append(cast(Any, _ColabFinder()))
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(Exception):
            cast(Any, stream).reconfigure(line_buffering=True, errors="replace")


# ---------------------------------------------------------------------------------------------------------------------
# Plain values: what a student's function gives back, read exactly once
# ---------------------------------------------------------------------------------------------------------------------


class Refusal(Exception):
    """A value that cannot be graded: str() is the end of a sentence, "a generator; return ..."."""


_PYTHON_KINDS = (list, tuple, range, collections.deque, collections.abc.Mapping, str, numbers.Number)
_ADVICE = "return an array, a tensor, a number, a string, a list or a dict"


class Plain:
    """Turns one answer into None, bool, int, float, complex, str, ndarray, list and dict of these."""

    def __init__(self) -> None:
        self.values = self.bytes = 0

    def read(self, value: Any, depth: int = 0) -> Any:
        """Raises Refusal for what has no plain value."""
        self._count()
        if depth > 32:
            raise Refusal("lists inside lists, more than 32 deep (or a list that holds itself)")
        if value is None or type(value) in (bool, float, complex, str):
            return self._text(value) if type(value) is str else value
        if type(value) in (int, list, tuple):
            return self._python_value(value, depth)
        if isinstance(value, self._tensor_kinds()):
            return self._tensor(value, depth)
        if isinstance(value, (np.ndarray, np.generic)):
            return self._numpy_value(value, depth)
        if isinstance(value, _PYTHON_KINDS):
            return self._python_value(value, depth)
        if hasattr(type(value), "__array__"):
            return self._array(_asarray(value))
        raise Refusal(f"{_called(value)}; {_ADVICE}")

    def _count(self, size: int = 0) -> None:
        self.values += 1
        self.bytes += size
        if self.values > 200_000:
            raise Refusal("more than 200,000 separate values; return an array")
        if self.bytes > ANSWER_CAPS.array_bytes - (1 << 20):
            raise Refusal(f"more than {ANSWER_CAPS.array_bytes >> 20} MB")

    def _text(self, text: str) -> str:
        if len(text) > 1 << 18:
            raise Refusal(f"a text of {len(text):,} characters")
        return str(text)

    def key(self, key: Any) -> Any:
        """A key of a dict: NumPy numbers become Python numbers."""
        if isinstance(key, np.generic):
            key = key.item()
        if isinstance(key, tuple):
            return tuple(self.key(item) for item in key)
        if isinstance(key, bool) or key is None:
            return key
        for kind in (str, int, float):
            if isinstance(key, kind):
                return self._text(str(key)) if kind is str else kind(key)
        raise Refusal(f"a dict with {_called(key)} as a key; use strings, numbers or tuples of them")

    # --- Python

    def _python_value(self, value: Any, depth: int) -> Any:
        if isinstance(value, (list, tuple, range, collections.deque)):
            return [self.read(item, depth + 1) for item in value]
        if isinstance(value, str):
            return self._text(str(value))
        if isinstance(value, collections.abc.Mapping):
            return {self.key(key): self.read(value[key], depth + 1) for key in value}
        if isinstance(value, numbers.Integral):
            number = int(value)
            if number.bit_length() > 8192:
                raise Refusal("a whole number of more than 2,400 digits")
            return number
        if isinstance(value, numbers.Real) or hasattr(type(value), "__float__"):
            return float(value)
        return complex(value)

    # --- NumPy

    def _numpy_value(self, value: Any, depth: int) -> Any:
        if isinstance(value, masked.MaskedArray):
            if masked.getmaskarray(value).any():
                raise Refusal("an array with masked values; return an ordinary array")
            value = masked.getdata(value)
        array = _asarray(value)
        if array.dtype.kind == "U":
            return self.read(array.tolist(), depth + 1)
        return self._array(array)

    def _array(self, array: np.ndarray) -> np.ndarray:
        kind, name = array.dtype.kind, array.dtype.name
        if name == "bfloat16" or name.startswith("float8"):
            target: np.dtype[Any] = np.dtype(np.float32)
        elif kind in "fc" and array.dtype.itemsize > (8 if kind == "f" else 16):
            target = np.dtype(np.float64 if kind == "f" else np.complex128)
        elif kind in "biufc":
            target = array.dtype.newbyteorder("=")
        elif kind == "O":
            raise Refusal("an array of dtype object (do its rows differ in length?); return an array of numbers")
        else:
            raise Refusal(f"an array of dtype {name}; return an array of numbers")
        if array.ndim > ANSWER_CAPS.dimensions:
            raise Refusal(f"an array with {array.ndim} dimensions")
        self._count(array.size * target.itemsize)
        return _array(array, dtype=target, order="C", copy=True, subok=False)

    # --- torch and TensorFlow

    def _tensor_kinds(self) -> tuple[type, ...]:
        torch, tensorflow = sys.modules.get("torch"), sys.modules.get("tensorflow")
        kinds = [getattr(torch, "Tensor", None)]
        kinds += [getattr(tensorflow, name, None) for name in ("Tensor", "Variable", "RaggedTensor", "SparseTensor", "IndexedSlices")]
        return tuple(kind for kind in kinds if isinstance(kind, type))

    def _tensor(self, value: Any, depth: int) -> Any:
        torch: Any = sys.modules.get("torch")
        if torch is not None and isinstance(value, torch.Tensor):
            return self._torch(value, torch)
        tensorflow: Any = sys.modules["tensorflow"]
        if isinstance(value, tensorflow.RaggedTensor):
            return self.read(value.to_list(), depth + 1)
        if isinstance(value, tensorflow.SparseTensor):
            value = tensorflow.sparse.to_dense(value)
        if isinstance(value, tensorflow.IndexedSlices):
            value = tensorflow.convert_to_tensor(value)
        try:
            return self._array(_asarray(value.numpy()))
        except (AttributeError, NotImplementedError):
            raise Refusal("a symbolic tensor, which has no values; return a computed one") from None

    def _torch(self, tensor: Any, torch: Any) -> np.ndarray:
        tensor = tensor.detach()
        if tensor.is_meta or tensor.is_nested:
            raise Refusal("a tensor without ordinary values (meta or nested)")
        if tensor.layout != torch.strided:
            self._count(tensor.numel() * 8)
            tensor = tensor.to_dense()
        if tensor.is_quantized:
            tensor = tensor.dequantize()
        tensor = tensor.cpu().resolve_conj().resolve_neg()
        if tensor.is_floating_point() and tensor.dtype not in (torch.float16, torch.float32, torch.float64):
            tensor = tensor.float()
        return self._array(tensor.numpy())


def _called(value: Any) -> str:
    """ "a generator", "an Adam", by the class's name."""
    name = str(type(value).__name__)[:80]
    return f"{'an' if name[:1].lower() in 'aeiou' else 'a'} {name}"


# ---------------------------------------------------------------------------------------------------------------------
# The student's errors, as data
# ---------------------------------------------------------------------------------------------------------------------

_TEXT = 2000


@dataclass
class Submission:
    """What was loaded. place: the file's name for messages, or "your notebook"."""

    place: str
    folder: str
    names: dict[str, Any]
    framework: str = "numpy"
    problems: list[dict[str, Any]] = field(default_factory=list)
    skipped: list[int] = field(default_factory=list)


def error_of(error: BaseException, folder: str) -> dict[str, Any]:
    """An exception as data: its names, its text cut short, and the lines of the student's own files."""
    return {
        "type": str(type(error).__name__)[:200],
        "text": _error_text(error),
        "kinds": [str(kind.__name__)[:200] for kind in type(error).__mro__[:30]],
        "frames": _frames(error, folder),
    }


def _error_text(error: BaseException) -> str:
    try:
        if isinstance(error, SyntaxError):
            return str(error.msg)[:_TEXT]
        if isinstance(error, SystemExit):
            return "exit() or quit() was called"
        return str(error)[:_TEXT]
    except BaseException:  # the student wrote __str__
        return "(the error has no readable text)"


def _frames(error: BaseException, folder: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    trace = error.__traceback__
    while trace is not None:
        _add_frame(found, trace.tb_frame.f_code.co_filename, trace.tb_lineno, folder)
        trace = trace.tb_next
    if isinstance(error, SyntaxError):
        _add_frame(found, error.filename or "", error.lineno or 0, folder)
    return found if len(found) <= 20 else found[:5] + found[-15:]


def _add_frame(found: list[dict[str, Any]], file: str, line: int, folder: str) -> None:
    shown = _own_file(str(file), folder)
    if shown is not None:
        text = linecache.getline(file, line).strip()[:200]
        found.append({"file": shown, "line": int(line), "text": text})


def _own_file(file: str, folder: str) -> str | None:
    """The name under which a student knows the file; None for a library's."""
    if re.fullmatch(r"cell \d+", file):
        return file
    inside = os.path.join(folder, "")
    return file[len(inside) :] if file.startswith(inside) else None


def problem(error: BaseException, folder: str, place: str) -> dict[str, Any]:
    """An error while loading: its text says where, "hmm.py, line 3: NameError: ..."."""
    told = error_of(error, folder)
    if not place.startswith("cell ") and told["frames"]:
        last = told["frames"][-1]
        place = f"{last['file']}, line {last['line']}"
    elif told["frames"]:
        last = told["frames"][-1]
        place = f"{place}, line {last['line']}" if last["file"] == place else f"{place} ({last['file']}, line {last['line']})"
    return {**told, "text": f"{place}: {told['type']}: {told['text']}"}


def sentence_problem(sentence: str, kind: str = "LoadingProblem") -> dict[str, Any]:
    return {"type": kind, "text": sentence, "kinds": [kind], "frames": []}


def read_framework(submission: Submission) -> None:
    """FRAMEWORK as the submission sets it; another value is a problem, and NumPy."""
    wanted = submission.names.get("FRAMEWORK", "numpy")
    known = ("numpy", *FRAMEWORKS)
    if isinstance(wanted, str) and wanted.lower() in known:
        submission.framework = wanted.lower()
    else:
        text = f'FRAMEWORK is {repr(wanted)[:80]}, but it must be "numpy", "torch" or "tensorflow". NumPy arrays are used.'
        submission.problems.append(sentence_problem(text))
    if submission.framework in FRAMEWORKS and submission.framework not in sys.modules:
        try:
            importlib.import_module(submission.framework)
        except Exception as error:
            text = f'FRAMEWORK is "{submission.framework}", which cannot be imported here ({type(error).__name__}).'
            submission.problems.append(sentence_problem(text))
            submission.framework = "numpy"


# ---------------------------------------------------------------------------------------------------------------------
# Loading a module
# ---------------------------------------------------------------------------------------------------------------------


class TooSlow(BaseException):
    """Loading went over its time."""


def write_files(folder: str, files: dict[str, np.ndarray]) -> None:
    """Lay the submission out in the folder. Raises WireError for a path that leaves it."""
    root = os.path.realpath(folder)
    for name, content in files.items():
        path = os.path.realpath(os.path.join(root, name))
        if not path.startswith(root + os.sep):
            raise WireError(f"{name} lies outside the submission")
        os.makedirs(os.path.dirname(path), exist_ok=True)
        Path(path).write_bytes(content.tobytes())


def load_module(main: str, folder: str, seconds: float) -> Submission:
    """Import the module. What was defined before an error stays, and the error is a problem."""
    path = os.path.join(folder, main)
    sys.path += [place for place in dict.fromkeys([folder, os.path.dirname(path)]) if place not in sys.path]  # last: numpy.py hides nothing
    _chdir(folder)
    builtins.get_ipython = lambda: _NoShell()  # type: ignore[attr-defined]
    module = _new_module(main, path)
    submission = Submission(place=main, folder=folder, names=module.__dict__)
    try:
        with _alarm(seconds):
            source = _source(Path(path).read_bytes(), main, submission)
            linecache.cache[path] = (len(source), None, source.splitlines(keepends=True), path)
            exec(compile(source, path, "exec", dont_inherit=True), module.__dict__)
    except TooSlow:
        text = f"{main} took longer than {seconds:g} seconds to import. What it had defined by then is graded."
        submission.problems.append(sentence_problem(text, "TimeoutError"))
    except BaseException as error:
        submission.problems.append(problem(error, folder, main))
    read_framework(submission)
    return submission


def _new_module(main: str, path: str) -> types.ModuleType:
    """An empty module under the file's name, or another name where that one is a library's."""
    parts = list(Path(main).with_suffix("").parts)
    package: list[str] = []
    place = Path(path).parent
    while len(package) < len(parts) - 1 and (place / "__init__.py").is_file():
        package.insert(0, place.name)
        place = place.parent
    name = ".".join([*package, re.sub(r"\W", "_", parts[-1])])
    taken = name in sys.modules or name in sys.stdlib_module_names
    if taken or (not package and importlib.machinery.PathFinder.find_spec(name, _libraries())):
        name = f"submission_{name.rpartition('.')[2]}"
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    if package:
        sys.path.append(str(place))
        with contextlib.suppress(Exception):
            importlib.import_module(".".join(package))
    return module


def _libraries() -> list[str]:
    return [place for place in sys.path if place.endswith(("site-packages", "dist-packages"))]


def _source(raw: bytes, main: str, submission: Submission) -> str:
    """The text of a .py file: BOM, then the coding line, then UTF-8, then Windows' own encoding with a note."""
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return raw.decode("utf-16")
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(raw).readline)
        text = raw.decode(encoding)
    except (SyntaxError, UnicodeDecodeError, LookupError):
        text = raw.decode("cp1252", "replace")
        note(f"{main} is not UTF-8; it was read as Windows text (cp1252). Save it as UTF-8.")
    return text.replace("\r\n", "\n").replace("\r", "\n")


@contextlib.contextmanager
def _alarm(seconds: float) -> Iterator[None]:
    """Raise TooSlow inside the block after so many seconds, where the system has alarms."""
    if not hasattr(signal, "setitimer"):
        yield
        return

    def ring(*_: Any) -> None:
        raise TooSlow

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


# ---------------------------------------------------------------------------------------------------------------------
# Loading a notebook: this process drives a kernel with nbclient; afterwards the kernel answers the jobs itself
# ---------------------------------------------------------------------------------------------------------------------

DEATHS = 3
PATIENCE = 5  # all cells together may take so many times the limit of one


class Unreadable(Exception):
    """The file is no notebook: str() says what it is and what to do."""


@dataclass(frozen=True)
class Cell:
    """A code cell. number: as a person counts, from 1, text cells too."""

    number: int
    source: str


def read_notebook(raw: bytes, name: str) -> list[Cell]:
    """The code cells that are to run, of an .ipynb file of any format since 3. Raises Unreadable."""
    text = _notebook_text(raw, name)
    try:
        book = _loads(text)
    except RecursionError:
        raise Unreadable(f"{name} is nested too deeply to be a notebook. Export it again.") from None
    except ValueError as error:
        raise Unreadable(_not_json(text, name, error)) from None
    if not isinstance(book, dict):
        raise Unreadable(f"{name} is JSON, but not a notebook. Export it again from Jupyter or Colab as .ipynb.")
    sheets = book.get("worksheets")
    cells = book.get("cells", sheets[0].get("cells") if isinstance(sheets, list) and sheets and isinstance(sheets[0], dict) else None)
    if not isinstance(cells, list):
        raise Unreadable(f"{name} has no list of cells. Export it again from Jupyter or Colab as .ipynb.")
    return [cell for number, raw_cell in enumerate(cells, 1) if (cell := _code_cell(raw_cell, number)) is not None]


def _notebook_text(raw: bytes, name: str) -> str:
    start = raw.lstrip(b"\xef\xbb\xbf \t\r\n")[:64].lower()
    for mark, kind in ((b"<", "an HTML page"), (b"%pdf", "a PDF"), (b"pk\x03\x04", "a zip or Word file")):
        if start.startswith(mark):
            raise Unreadable(f"{name} is {kind}, not a notebook. Download it again as .ipynb.")
    if not raw.strip():
        raise Unreadable(f"{name} is empty. Download it again as .ipynb.")
    encoding = "utf-8-sig"
    if raw[:4] in (b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff"):
        encoding = "utf-32"
    elif raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encoding = "utf-16"
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")


def _not_json(text: str, name: str, error: ValueError) -> str:
    where = f" (line {error.lineno}, column {error.colno})" if isinstance(error, json.JSONDecodeError) else ""
    if "<<<<<<<" in text:
        return f"{name} is not valid JSON{where}: it holds the marks of a merge conflict. Solve the conflict and export it again."
    return f"{name} is not valid JSON{where}. The download may have stopped early: export it again as .ipynb."


def _code_cell(raw: Any, number: int) -> Cell | None:
    """A code cell that is to run; None for text, for an empty one, and for one tagged skip-grading."""
    if not isinstance(raw, dict) or raw.get("cell_type") != "code":
        return None
    source = raw.get("source", raw.get("input", ""))
    if isinstance(source, list):
        source = "".join(part for part in source if isinstance(part, str))
    metadata = raw.get("metadata")
    tags = metadata.get("tags") if isinstance(metadata, dict) else None
    if not isinstance(source, str) or not source.strip() or (isinstance(tags, list) and "skip-grading" in tags):
        return None
    return Cell(number, re.sub(r"\A(\s*)%%time(it)?\b", r"\1# %%time", source.replace("\r\n", "\n").replace("\r", "\n")))


@dataclass
class _Notes:
    """What the driver saw. stopped: cell -> why; killers: cells not to run again; spent: seconds in cells, over all attempts."""

    stopped: dict[int, str] = field(default_factory=dict)
    killers: set[int] = field(default_factory=set)
    deaths: int = 0
    spent: float = 0.0


def drive_notebook(channel: Channel, opened: dict[str, Any], folder: str) -> int:
    """Run the cells in a kernel, then let it answer jobs until it ends. Returns the status with which it ended."""
    with contextlib.redirect_stderr(io.StringIO()):  # frozen modules and friends warn at length
        import nbclient.client  # noqa: F401
    cells = opened["cells"]
    return asyncio.run(_drive(channel, opened, folder, cells))


async def _drive(channel: Channel, opened: dict[str, Any], folder: str, cells: list[Cell]) -> int:
    seen = _Notes(killers=set(opened["skip"]), stopped={int(number): text for number, text in opened["stopped"].items()})
    while True:
        run = [cell for cell in cells if cell.number not in seen.killers]
        driver = _driver(channel, opened, folder, run)
        try:
            await driver.start()
            if seen.deaths == 0:  # until here nothing of the student's has run
                be_ready(channel)
            finished = await _run_cells(driver, run, opened["load_seconds"], seen)
            if finished:
                return await driver.hand_over(seen)
        finally:
            await driver.end()
        seen.deaths += 1
        if seen.deaths > DEATHS:
            note(f"the notebook ended its kernel {seen.deaths} times.")
            return 70


async def _run_cells(driver: Any, cells: list[Cell], seconds: float, seen: _Notes) -> bool:
    """Run the cells in order. False when one of them killed the kernel; it is noted."""
    for cell in cells:
        if seen.spent > PATIENCE * seconds:
            seen.stopped[cell.number] = f"cell {cell.number}: not run, because the cells before it took {PATIENCE * seconds:g} seconds."
            continue
        begun = time.monotonic()
        fate = await driver.run(cell, seconds)
        seen.spent += min(seconds, time.monotonic() - begun)
        if fate in ("slow", "stuck"):
            seen.stopped[cell.number] = f"cell {cell.number}: stopped after {seconds:g} seconds. What it had defined by then is kept."
        if fate == "dead":
            seen.stopped[cell.number] = f"cell {cell.number}: it ended the interpreter. The notebook was run again without this cell."
        if fate in ("dead", "stuck"):
            seen.stopped[cell.number] = seen.stopped[cell.number].replace("What it had defined by then is kept.", "It was left out.")
            seen.killers.add(cell.number)
            return False
    return True


def _driver(channel: Channel, opened: dict[str, Any], folder: str, cells: list[Cell]) -> Any:
    """nbclient round one kernel. Made in a function because nbclient is imported for notebooks only."""
    import nbformat.v4
    from jupyter_client.kernelspec import KernelSpec
    from jupyter_client.manager import AsyncKernelManager
    from nbclient.client import NotebookClient
    from nbclient.exceptions import DeadKernelError

    class Quiet(NotebookClient):
        """Keeps no output: a cell that prints for ever must not fill this process."""

        def process_message(self, msg: Any, cell: Any, cell_index: int) -> Any:
            return super().process_message(msg, cell, cell_index) if msg["msg_type"] == "status" else None

    class Driver:
        def __init__(self) -> None:
            book = [nbformat.v4.new_code_cell(cell.source) for cell in cells]
            self.manager = AsyncKernelManager(kernel_name="assay", transport="ipc")
            self.manager.ip = os.path.join(os.path.dirname(folder), f"kernel-{os.urandom(4).hex()}")
            self.manager.connection_file = self.manager.ip + ".json"
            arguments = [sys.executable, *worker_flags(), os.path.abspath(__file__), "kernel"]
            arguments += [str(channel.jobs), str(channel.answers), folder, "{connection_file}"]
            self.manager._kernel_spec = KernelSpec(argv=arguments, display_name="assay", language="python")
            self.client = Quiet(
                nbformat.v4.new_notebook(cells=book), km=self.manager, allow_errors=True, interrupt_on_timeout=True,
                timeout=None, startup_timeout=120, store_widget_state=False, iopub_timeout=2, ipython_hist_file="",
            )  # fmt: skip
            self.place = {cell.number: place for place, cell in enumerate(cells)}

        async def start(self) -> None:
            settings = {key: opened[key] for key in ("memory_mb", "imports", "count_processes", "main")}
            settings["order"] = [cell.number for cell in cells]
            Path(f"{self.manager.ip}.settings").write_text(_dumps(settings), encoding="utf-8")
            await self.client.async_start_new_kernel(
                cwd=folder, pass_fds=(channel.jobs, channel.answers), close_fds=True, env=dict(os.environ),
            )  # fmt: skip
            await self.client.async_start_new_kernel_client()

        async def run(self, cell: Cell, seconds: float) -> str:
            """ "done"; "slow": interrupted; "stuck": it ignored that; "dead": the kernel is gone."""
            begun = time.monotonic()
            place = self.place[cell.number]
            self.client.timeout = max(1, math.ceil(seconds))
            task = self.client.async_execute_cell(self.client.nb.cells[place], place)
            grace = self.client.timeout + 5
            try:
                await asyncio.wait_for(task, grace)
            except (TimeoutError, DeadKernelError):
                late = time.monotonic() - begun > grace - 0.5
                return "stuck" if late and await self.manager.is_alive() else "dead"
            return "slow" if time.monotonic() - begun >= self.client.timeout else "done"

        async def hand_over(self, seen: _Notes) -> int:
            """From here the kernel reads the jobs. Wait for its end."""
            notes = _dumps({"stopped": seen.stopped, "skip": sorted(seen.killers)})
            assert self.client.kc is not None
            self.client.kc.execute(f"__import__('sys').modules['_assay_worker'].serve_kernel({notes!r})", store_history=False)
            provisioner: Any = self.manager.provisioner
            while (status := provisioner.process.poll()) is None:
                await asyncio.sleep(0.02)
            return int(status)

        async def end(self) -> None:
            with contextlib.suppress(Exception):
                await self.manager.shutdown_kernel(now=True)
            with contextlib.suppress(Exception):
                self.client.kc.stop_channels()

    return Driver()


class KernelRoom:
    """Inside the kernel: knows which cell runs, keeps the errors, and answers the jobs in the end."""

    def __init__(self, channel: Channel, folder: str, settings: dict[str, Any], shell: Any, seeds: Seeds) -> None:
        self.channel, self.folder, self.settings, self.shell, self.seeds = channel, folder, settings, shell, seeds
        self.waiting = list(settings["order"])
        self.current = self.depth = 0
        self.problems: dict[int, dict[str, Any]] = {}

    def prepare(self) -> None:
        """Name cells as a person counts them, keep their errors, and turn commands into notes."""
        shell = self.shell
        shell.compile.get_code_name = lambda raw, transformed, number: f"cell {self.current}"
        shell.events.register("pre_run_cell", self.before)
        shell.events.register("post_run_cell", self.after)
        quiet = _NoShell()
        shell.system = shell.system_raw = shell.system_piped = quiet.system
        shell.getoutput = quiet.getoutput
        for name in ("pip", "conda", "mamba", "uv", "sx", "system"):
            shell.register_magic_function(lambda line, name=name: quiet.run_line_magic(name, line), "line", name)
        for name in ("bash", "sh", "script", "system", "sx", "!", "perl", "ruby", "html", "javascript"):
            shell.register_magic_function(lambda line, cell, name=name: note(f"skipped: %%{name}"), "cell", name)
        shell.ask_exit = lambda: note("exit() is ignored; the cells after it run.")
        shell.kernel.raw_input = no_input
        shell.kernel.getpass = no_input

    def before(self, info: Any) -> None:
        self.depth += 1
        if self.depth == 1 and self.waiting:
            self.current = self.waiting.pop(0)

    def after(self, outcome: Any) -> None:
        self.depth -= 1
        error = outcome.error_before_exec or outcome.error_in_exec
        if self.depth == 0 and error is not None:
            self.problems[self.current] = problem(error, self.folder, f"cell {self.current}")
        with contextlib.suppress(Exception):
            _chdir(self.folder)

    def serve(self, notes: str) -> None:
        seen = _loads(notes)
        submission = Submission(self.settings["main"], self.folder, self.shell.user_ns, skipped=seen["skip"])
        problems = {**self.problems, **{int(number): sentence_problem(text) for number, text in seen["stopped"].items()}}
        submission.problems = [problems[number] for number in sorted(problems)]
        read_framework(submission)
        serve(self.channel, submission, self.seeds)
        os._exit(0)


def kernel_main(jobs: int, answers: int, folder: str, connection: str) -> None:
    """The kernel process: IPython's kernel with our set-up round it."""
    die_with_parent()
    _soft_memory(None)
    channel = Channel(jobs, answers)
    settings = _loads(Path(f"{connection.removesuffix('.json')}.settings").read_text(encoding="utf-8"))
    prepare_interpreter()
    seeds = import_frameworks(settings["imports"])
    from ipykernel.kernelapp import IPKernelApp
    from traitlets.config import Config

    config = Config()
    config.IPKernelApp.outstream_class = None  # prints go to our pipe, not over the kernel's messages
    config.HistoryManager.enabled = False
    config.InteractiveShell.colors = "nocolor"
    app = IPKernelApp.instance(config=config, connection_file=connection)
    app.initialize([])
    sys.path.append(folder)
    room = KernelRoom(channel, folder, settings, app.shell, seeds)
    room.prepare()
    bridge = types.ModuleType("_assay_worker")
    bridge.serve_kernel = room.serve  # type: ignore[attr-defined]
    sys.modules["_assay_worker"] = bridge
    set_limits(settings["memory_mb"], count_processes=settings["count_processes"])
    app.start()


# ---------------------------------------------------------------------------------------------------------------------
# Calling the student's functions
# ---------------------------------------------------------------------------------------------------------------------


class Missing(Exception):
    """An entry that the submission does not define."""


@dataclass
class Seeds:
    """The libraries' own seeding functions, held from before the student could overwrite them (`np.random.seed = 1`)."""

    functions: dict[str, Callable[[int], Any]] = field(default_factory=dict)

    def hold(self) -> None:
        self.functions.setdefault("random", random.seed)
        self.functions.setdefault("numpy", np.random.seed)
        torch, tensorflow = sys.modules.get("torch"), sys.modules.get("tensorflow")
        if torch is not None and hasattr(torch, "manual_seed"):
            self.functions.setdefault("torch", torch.manual_seed)
        if tensorflow is not None and hasattr(tensorflow, "random"):
            self.functions.setdefault("tensorflow", tensorflow.random.set_seed)

    def sow(self) -> None:
        self.hold()
        for sow in self.functions.values():
            with contextlib.suppress(Exception):
                sow(SEED)
        torch: Any = sys.modules.get("torch")
        if torch is not None:
            with contextlib.suppress(Exception):
                torch.use_deterministic_algorithms(True, warn_only=True)
                torch.backends.cuda.matmul.allow_tf32 = torch.backends.cudnn.allow_tf32 = False


class Runner:
    """Runs jobs on a loaded submission."""

    def __init__(self, submission: Submission, seeds: Seeds) -> None:
        self.submission, self.seeds = submission, seeds
        self.clock = Clock()

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
        told = error_of(error, self.submission.folder)
        if isinstance(error, MemoryError) or _ran_out_of_memory(told):
            return {"status": "out_of_memory", "detail": "Your code asked for more memory than a check may use.", "error": told}
        return {"status": "raised", "error": told}

    def run(self, job: dict[str, Any]) -> tuple[Any, list[Any]]:
        """(answer, arguments afterwards). The answer: the one value of the calls that keep nothing, or the list of them."""
        _chdir(self.submission.folder)
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
            arguments.append([_after(item) for item in (*positional, *named.values())])
        return (values[0] if len(values) == 1 else values), arguments

    def _plain(self, value: Any, entry: str) -> Any:
        try:
            return Plain().read(value)
        except Refusal as refusal:
            raise Refusal(f"`{entry}` returned {refusal}") from None
        except (MemoryError, KeyboardInterrupt):
            raise
        except Exception as error:  # the student's own __array__, __iter__, ...
            raise Refusal(f"`{entry}` returned {_called(value)} that cannot be read ({type(error).__name__}); {_ADVICE}") from None

    # --- finding the entry

    def find(self, entry: str, kept: dict[str, Any]) -> Any:
        head, *rest = entry.split(".")
        found = kept[head] if head in kept else self._defined(head)
        for name in rest:
            if not hasattr(found, name):
                owner = type(found).__name__ if head in kept else head
                raise Missing(f"`{owner}` has no `{name}` in {self.submission.place}.{_similar(name, dir(found))}")
            found = getattr(found, name)
        if not callable(found):
            raise Missing(f"`{entry}` in {self.submission.place} is {_called(found)}, not a function.")
        return found

    def _defined(self, name: str) -> Any:
        names = self.submission.names
        if name in names:
            return names[name]
        text = f"`{name}` is not defined in {self.submission.place}.{_similar(name, names)}"
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
            return _tensor_of(value, self.submission.framework)
        return value


def _tensor_of(array: np.ndarray, framework: str) -> Any:
    """float64 -> a float32 tensor; int64, bool and the rest keep their type."""
    narrower = {"f": np.float32, "c": np.complex64}.get(array.dtype.kind)
    array = _asarray(array, dtype=narrower)
    if framework == "torch":
        return sys.modules["torch"].from_numpy(_array(array, copy=True))
    return sys.modules["tensorflow"].constant(array)


def _after(value: Any) -> Any:
    """An argument after the call, as a plain value; None when it no longer is one, or is a kept object."""
    try:
        return Plain().read(value)
    except MemoryError:
        raise
    except Exception:
        return None


def _similar(name: str, names: Iterable[str]) -> str:
    """ " Did you mean ...?" for a name that differs by case, by look or by a letter; otherwise nothing."""

    def look(text: str) -> str:
        return unicodedata.normalize("NFKC", text).casefold().replace("_", "")

    known = {look(str(other)): str(other) for other in names if not str(other).startswith("_")}
    near = difflib.get_close_matches(look(name), known, n=1, cutoff=0.8)
    return f" Did you mean `{known[near[0]]}`?" if near else ""


def _ran_out_of_memory(told: dict[str, Any]) -> bool:
    """torch and TensorFlow do not raise MemoryError."""
    text = told["text"].lower()
    if "ResourceExhaustedError" in told["kinds"]:
        return True
    signs = ("can't allocate memory", "defaultcpuallocator", "out of memory", "bad_alloc")
    return "RuntimeError" in told["kinds"] and any(words in text for words in signs)


# ---------------------------------------------------------------------------------------------------------------------
# Serving
# ---------------------------------------------------------------------------------------------------------------------


def worker_flags() -> list[str]:
    """How Python starts a worker: nothing from the user's own folders, no .pyc files. The environment is ours alone."""
    return ["-s", "-P", "-B"]


def serve(channel: Channel, submission: Submission, seeds: Seeds) -> None:
    """Say what was loaded, then answer jobs until the grader hangs up."""
    runner, flush = Runner(submission, seeds), _flush
    loaded = {"framework": submission.framework, "problems": submission.problems[:100], "versions": versions(), "skip": submission.skipped}
    flush()
    channel.send({"loaded": loaded})
    while (frame := channel.receive()) is not None:
        told = runner.answer(frame)
        flush()
        try:
            channel.send(told)
        except (WireError, ValueError, RecursionError):
            channel.send({"nonce": told["nonce"], "status": "refused", "detail": "The answer is too large or too deep to be sent."})


def be_ready(channel: Channel) -> None:
    """Say that nothing failed on our side, and wait for the word to start with the student's code."""
    channel.send({"ready": True})
    if channel.receive() is None:
        os._exit(0)


def _flush() -> None:
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(BaseException):
            stream.flush()


def serve_main(jobs: int, answers: int, folder: str) -> int:
    """The worker process. Returns its exit status."""
    channel = Channel(jobs, answers)
    frame = channel.receive()
    if frame is None:
        return 0
    opened = unpack(frame, JOB_CAPS)
    write_files(folder, opened["files"])
    prepare_interpreter()
    main = opened["main"]
    if main.endswith(".ipynb"):
        return _serve_notebook(channel, opened, folder)
    seeds = import_frameworks(opened["imports"])
    set_limits(opened["memory_mb"], count_processes=opened["count_processes"])
    be_ready(channel)
    clock = Clock()
    clock.allow(opened["load_seconds"] + 1)  # one second after the alarm, which keeps what was defined
    submission = load_module(main, folder, opened["load_seconds"])
    clock.rest()
    serve(channel, submission, seeds)
    return 0


def _serve_notebook(channel: Channel, opened: dict[str, Any], folder: str) -> int:
    _soft_memory(opened["memory_mb"])  # reading the file must not take the machine's memory either
    try:
        opened["cells"] = read_notebook(opened["files"][opened["main"]].tobytes(), opened["main"])
    except Unreadable as error:
        be_ready(channel)
        serve(channel, Submission(opened["main"], folder, {}, problems=[sentence_problem(str(error))]), Seeds())
        return 0
    return drive_notebook(channel, opened, folder)


def end_like(status: int) -> None:
    """End this process as the kernel ended: with the same exit status, or by the same signal."""
    if status < 0:
        with contextlib.suppress(Exception):
            signal.signal(-status, signal.SIG_DFL)
        os.kill(os.getpid(), -status)
    os._exit(status if status >= 0 else 128 - status)


def main(arguments: Sequence[str]) -> None:
    role, jobs, answers, folder, *rest = arguments
    if role == "kernel":
        kernel_main(int(jobs), int(answers), folder, rest[0])
        os._exit(0)
    end_like(serve_main(int(jobs), int(answers), folder))


if __name__ == "__main__":
    main(sys.argv[1:])
