"""PyTorch and TensorFlow, where the submission uses them: imported early, one thread, the same random numbers every time."""

from __future__ import annotations

import contextlib
import importlib
import random
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

_array, _asarray = np.array, np.asarray  # held from before student code can overwrite them

FRAMEWORKS = ("torch", "tensorflow")
SEED = 20_240_601


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


def import_frameworks(names: Iterable[str], *, run: bool = True) -> Seeds:
    """Import what the submission will import, with one thread, before its own memory is counted. Returns the seeding functions.

    run: start TensorFlow's threads too. A process that is to be forked must not have them.
    """
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
            if run:
                tensorflow.add(tensorflow.zeros(1), 1.0)
    seeds = Seeds()
    seeds.sow()  # torch imports much more at the first call; the student's seconds must not pay for it
    return seeds


def warm_up(names: Iterable[str]) -> None:
    """Pay for first uses once, with one thread: the lazy imports behind torch's first training step, Keras's layers and optimisers."""
    np.linalg.solve(np.eye(2), np.random.default_rng(0).random((2, 2)))
    torch: Any = sys.modules.get("torch")
    if torch is not None and "torch" in names:
        net = torch.nn.Sequential(torch.nn.Conv1d(2, 2, 1), torch.nn.Flatten(), torch.nn.Linear(4, 2))
        optimizer = torch.optim.Adam(net.parameters())
        loss = torch.nn.functional.cross_entropy(net(torch.ones(3, 2, 2)), torch.zeros(3, dtype=torch.int64))
        loss.backward()
        optimizer.step()
        torch.nn.LSTM(2, 2)(torch.ones(1, 1, 2))
        torch.utils.data.DataLoader  # noqa: B018
    tensorflow: Any = sys.modules.get("tensorflow")
    if tensorflow is not None:
        for words in ("keras.layers.LSTM", "keras.optimizers.Adam", "keras.Sequential", "keras.losses.SparseCategoricalCrossentropy"):
            found = tensorflow
            for word in words.split("."):
                found = getattr(found, word)


def versions() -> dict[str, str]:
    """Library -> version, of what is imported."""
    found = {"python": ".".join(map(str, sys.version_info[:3])), "numpy": np.__version__}
    for name in FRAMEWORKS:
        if name in sys.modules:
            found[name] = str(getattr(sys.modules[name], "__version__", "unknown"))
    return found


def tensor_of(array: np.ndarray, framework: str) -> Any:
    """float64 -> a float32 tensor; int64, bool and the rest keep their type."""
    narrower = {"f": np.float32, "c": np.complex64}.get(array.dtype.kind)
    array = _asarray(array, dtype=narrower)
    if framework == "torch":
        return sys.modules["torch"].from_numpy(_array(array, copy=True))
    return sys.modules["tensorflow"].constant(array)
