"""What the executor's tests share: a submission from text, one call, a notebook from cells, the control groups that are there."""

from __future__ import annotations

import json
import os
from contextlib import AbstractContextManager
from typing import Any

from graders.executors import cgroup, executor
from graders.job import Answer, Call, Job, Limits, Package, Session

QUICK = Limits(seconds=2, memory_mb=1024, output_kb=8, load_seconds=10)


def opened(
    source: str | bytes, *, kind: str = "sandbox", main: str = "hmm.py", imports: tuple[str, ...] = (), limits: Limits = QUICK,
    **files: str,
) -> AbstractContextManager[Session]:  # fmt: skip
    content = source.encode() if isinstance(source, str) else source
    more = {name.replace("__", "."): text.encode() for name, text in files.items()}
    return executor(kind).open(Package(main, {main: content, **more}, frozenset(imports)), limits, "cpu")


def ask(session: Session, entry: str, *arguments: Any, repeat: int = 1, seconds: float = 2.0) -> Answer:
    return session.answer(Job(entry, (Call(entry, arguments),), repeat, seconds))


def code(source: str, *tags: str) -> dict[str, Any]:
    return {"cell_type": "code", "metadata": {"tags": list(tags)}, "source": source, "outputs": [], "execution_count": None}


def text(source: str) -> dict[str, Any]:
    return {"cell_type": "markdown", "metadata": {}, "source": source}


def notebook(*cells: dict[str, Any] | str) -> bytes:
    whole = [code(cell) if isinstance(cell, str) else cell for cell in cells]
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": whole}).encode()


def groups_of(grader: int) -> list[str]:
    """The control groups that a grader has made and that are still there, in whatever folder."""
    return [path for path, _, _ in os.walk(cgroup.ROOT) if os.path.basename(path).startswith(f"assay-{grader}-")]
