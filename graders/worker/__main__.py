"""The worker as a program. It has four roles:

    warm CONTROL FOLDER NAMES                  imports NAMES ("torch,tensorflow"), and forks a process of the next role for each submission
    serve JOBS ANSWERS FOLDER                  loads a submission and answers jobs; for a notebook it starts a process of the other role
    kernel DOOR FOLDER CONNECTION              the kernel in which a notebook's cells run
    plain FOLDER                               as `serve`, on any system: jobs come on standard input, answers go to standard output

Inside the sandbox there is no `graders` that this folder could be a part of. So it is loaded as a package of its own, `assay_worker`,
and its place never stands on sys.path: a student's own `values.py` or `errors.py` is found, and ours is not.
"""

from __future__ import annotations

import contextlib
import importlib
import importlib.util
import os
import signal
import sys
from collections.abc import Sequence

NAME = "assay_worker"


def load_package() -> None:
    """Make the folder of this file the package `assay_worker`, so that its files can import each other."""
    folder = os.path.dirname(os.path.abspath(__file__))
    spec = importlib.util.spec_from_file_location(NAME, os.path.join(folder, "__init__.py"), submodule_search_locations=[folder])
    assert spec is not None
    assert spec.loader is not None
    package = importlib.util.module_from_spec(spec)
    sys.modules[NAME] = package
    spec.loader.exec_module(package)


def main(arguments: Sequence[str]) -> None:
    """Play the role that the arguments name, until the process ends."""
    role, *rest = arguments
    load_package()
    if role == "plain":
        end_like(importlib.import_module(f"{NAME}.plain").plain_main(*rest))
    serving, kernel, warm = (importlib.import_module(f"{NAME}.{name}") for name in ("serving", "kernel", "warm"))
    if role == "warm":
        control, folder, names = rest
        os._exit(warm.warm_main(int(control), folder, names.split(","), lambda *role: end_like(serving.serve_when_asked(*role))))
    if role == "kernel":
        door, folder, connection = rest
        kernel.kernel_main(kernel.door_of(int(door)), folder, connection, [])
        os._exit(0)
    jobs, answers, folder = rest
    end_like(serving.serve_main(int(jobs), int(answers), folder))


def end_like(status: int) -> None:
    """End this process as the kernel ended: with the same exit status, or by the same signal."""
    if status < 0:
        with contextlib.suppress(Exception):
            signal.signal(-status, signal.SIG_DFL)
        os.kill(os.getpid(), -status)
    os._exit(status if status >= 0 else 128 - status)


if __name__ == "__main__":
    main(sys.argv[1:])
