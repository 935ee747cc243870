"""What PyTorch submissions compute on: the CPU, or an NVIDIA GPU where the machine has one. NumPy and TensorFlow stay on the CPU."""

from __future__ import annotations

from pathlib import Path

from ..errors import ExecutorError
from ..job import Call, Executor, Job, Limits, Package

DEVICES = ("cpu", "cuda")
_NODES = Path("/dev")
_LOOK = """\
import torch
FRAMEWORK = "torch"
def sees():
    x = torch.ones(2, 2, device="cuda") if torch.cuda.is_available() else None
    return "" if x is not None and float((x @ x).sum()) == 8 else f"torch {torch.__version__}, CUDA build {torch.version.cuda}"
"""


def check_device(device: str) -> None:
    """Raises ExecutorError, with the remedy, for a device that there is not."""
    if device not in DEVICES:
        raise ExecutorError(f"There is no device `{device}`. Use --device cpu, cuda or all.")
    if device == "cuda" and not gpus():
        raise ExecutorError(
            f"There is no NVIDIA GPU on this machine (no {_NODES}/nvidia0). Use --device cpu, or grade on a machine that has one."
        )


def gpus() -> list[Path]:
    """The device files of the GPUs."""
    return sorted(_NODES.glob("nvidia[0-9]*"))


def nodes(device: str) -> list[Path]:
    """The device files that a submission needs."""
    return sorted(_NODES.glob("nvidia*")) if device == "cuda" else []


def variables(device: str) -> dict[str, str]:
    """What a submission's environment says of the device."""
    return {"CUDA_VISIBLE_DEVICES": "0" if device == "cuda" else ""}


def prove_device(where: Executor, device: str) -> None:
    """Run a submission of our own that computes on the GPU. Raises ExecutorError where it cannot: then nothing is graded there."""
    if device == "cpu":
        return
    with where.open(Package("gpu.py", {"gpu.py": _LOOK.encode()}, frozenset({"torch"})), Limits(seconds=60), device) as session:
        answer = session.answer(Job("gpu", (Call("sees"),), seconds=60))
    if answer.value != "":
        said = answer.value or (answer.error.text if answer.error else answer.detail)
        raise ExecutorError(
            f"A submission in the {where.name} executor cannot compute on the GPU ({said}). "
            "Install a CUDA build of PyTorch and the driver, or use --device cpu."
        )
