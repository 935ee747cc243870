"""Where submissions run: `executor("sandbox")` for marks, `executor("local")` for one's own code."""

from __future__ import annotations

import atexit
import functools
from collections.abc import Sequence
from pathlib import Path

from ..errors import ExecutorError
from ..job import Executor
from .local import Local
from .sandbox import Sandbox

__all__ = ["Local", "Sandbox", "executor"]


def executor(kind: str, hide: Sequence[Path] = ()) -> Executor:
    """The executor of that name. hide: more folders than the repository's own that no submission may see (`--fixtures DIR`).

    Raises ExecutorError for a name that there is not.
    """
    if kind == "sandbox":
        return _sandbox(tuple(hide))
    if kind == "local":
        return Local()
    if kind == "container":
        raise ExecutorError("The container executor is not part of this version; use --executor sandbox.")
    raise ExecutorError(f"There is no executor `{kind}`; use --executor sandbox or --executor local.")


@functools.cache
def _sandbox(hide: tuple[Path, ...]) -> Sandbox:
    """One for the whole run: its warm workers are worth keeping, and nothing of it stays when the run ends."""
    sandbox = Sandbox(hide)
    atexit.register(sandbox.close)
    return sandbox
