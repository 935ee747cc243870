"""Where submissions run: `executor("sandbox")` for marks, `executor("local")` for one's own code.

Each kind is imported when it is asked for: a system that lacks what one needs can have another.
"""

from __future__ import annotations

import atexit
import functools
import os
from collections.abc import Sequence
from pathlib import Path

from ..errors import ExecutorError
from ..job import Executor

__all__ = ["executor"]


def executor(kind: str, hide: Sequence[Path] = ()) -> Executor:
    """The executor of that name. hide: more folders than the repository's own that no submission may see (`--fixtures DIR`).

    Raises ExecutorError for a name that there is not.
    """
    if kind == "sandbox":
        return _sandbox(tuple(hide))
    if kind == "local":
        return _local()
    if kind == "container":
        raise ExecutorError("The container executor is not part of this version; use --executor sandbox.")
    raise ExecutorError(f"There is no executor `{kind}`; use --executor sandbox or --executor local.")


@functools.cache
def _sandbox(hide: tuple[Path, ...]) -> Executor:
    """One for the whole run: its warm workers are worth keeping, and nothing of it stays when the run ends."""
    from .sandbox import Sandbox

    sandbox = Sandbox(hide)
    atexit.register(sandbox.close)
    return sandbox


def _local() -> Executor:
    """The sandbox's own worker and kernel where the system can run them."""
    if os.name == "posix":
        from .local import Local

        return Local()
    from .plain import Plain

    return Plain()
