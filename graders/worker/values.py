"""Plain values: what a student's function gives back, read exactly once. Nothing of the student's own classes goes further."""

from __future__ import annotations

import array as array_module
import collections
import collections.abc
import math
import numbers
import sys
from typing import Any

import numpy as np
import numpy.ma as masked  # NumPy loads it late; loaded now, before a student can spoil it

from .frames import ANSWER_CAPS

_array, _asarray = np.array, np.asarray  # held from before student code can overwrite them

_LONG = 2000  # numbers from which on lists of lists are sent as one array
_PYTHON_KINDS = (list, tuple, range, collections.deque, collections.abc.Mapping, str, numbers.Number)
ADVICE = "return an array, a tensor, a number, a string, a list or a dict"


class Refusal(Exception):
    """A value that cannot be graded: str() is the end of a sentence, "a generator; return ..."."""


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
        if isinstance(value, array_module.array):
            return self._array(_asarray(value))
        if isinstance(value, BaseException):
            raise Refusal(f"{called(value)} where it should `raise` it")
        raise Refusal(f"{called(value)}; {ADVICE}")

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
        raise Refusal(f"a dict with {called(key)} as a key; use strings, numbers or tuples of them")

    # --- Python

    def _python_value(self, value: Any, depth: int) -> Any:
        if type(value) in (list, tuple) and math.prod(box := _box(value) or ()) > _LONG and len(box) <= ANSWER_CAPS.dimensions:
            array = _array(value)
            if array.dtype.kind in "biuf":
                return self._array(array)
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
        if array.dtype.kind == "U" or (array.dtype.kind == "O" and array.ndim == 1):
            return self.read(array.tolist(), depth + 1)  # values count, not their container
        return self._array(array)

    def _array(self, array: np.ndarray) -> np.ndarray:
        kind = array.dtype.kind
        name = array.dtype.name if kind == "V" else ""  # bfloat16 and the like; finding a name imports, which a student can have broken
        if name == "bfloat16" or name.startswith("float8"):
            target: np.dtype[Any] = np.dtype(np.float32)
        elif kind in "fc" and array.dtype.itemsize > (8 if kind == "f" else 16):
            target = np.dtype(np.float64 if kind == "f" else np.complex128)
        elif kind in "biufc":
            target = array.dtype.newbyteorder("=")
        elif kind == "O":
            raise Refusal("an array of dtype object (do its rows differ in length?); return an array of numbers")
        else:
            raise Refusal(f"an array of dtype {array.dtype.str}; return an array of numbers")
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


def _box(value: Any, depth: int = 0) -> tuple[int, ...] | None:
    """The shape of lists of plain numbers that are all of one length; None of anything else."""
    if type(value) in (float, int, bool):
        return ()
    if type(value) not in (list, tuple) or depth > ANSWER_CAPS.dimensions:
        return None
    shapes = {_box(item, depth + 1) for item in value}
    inner = shapes.pop() if len(shapes) == 1 else None
    return None if inner is None else (len(value), *inner)


def called(value: Any) -> str:
    """ "a generator", "an Adam", by the class's name."""
    name = str(type(value).__name__)[:80]
    return f"{'an' if name[:1].lower() in 'aeiou' else 'a'} {name}"
