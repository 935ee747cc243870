"""The device on which a PyTorch submission computes."""

from __future__ import annotations

import contextlib
import sys
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Device:
    """name: "cpu" or "cuda". memory_mb: what a submission may hold on a GPU."""

    name: str = "cpu"
    memory_mb: int = 0

    def place(self, tensor: Any) -> Any:
        """A PyTorch tensor, on the device."""
        return tensor if self.name == "cpu" else tensor.to(self.name)

    def begin(self) -> None:
        """Before a job: bound the memory on the GPU, and count it anew."""
        if cuda := self._cuda():
            with contextlib.suppress(Exception):
                whole = cuda.get_device_properties(0).total_memory
                cuda.set_per_process_memory_fraction(min(1.0, (self.memory_mb << 20) / whole))
                cuda.reset_peak_memory_stats()

    def held_mb(self) -> float:
        """The most that PyTorch has held on the GPU since `begin`."""
        if cuda := self._cuda():
            with contextlib.suppress(Exception):
                return float(cuda.max_memory_allocated()) / (1 << 20)
        return 0.0

    def _cuda(self) -> Any:
        torch: Any = sys.modules.get("torch")
        return torch.cuda if self.name == "cuda" and torch is not None else None
