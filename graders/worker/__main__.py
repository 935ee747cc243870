"""The worker as a program. It has three roles:

    warm CONTROL FOLDER NAMES                  imports NAMES ("torch,tensorflow"), and forks a process of the next role for each submission
    serve JOBS ANSWERS FOLDER                  loads a submission and answers jobs
    plain FOLDER                               as `serve`, on any system: jobs come on standard input, answers go to standard output

Inside the sandbox there is no `graders` that this folder could be a part of. So it is loaded as a package of its own, `assay_worker`,
and its place never stands on sys.path: a student's own `values.py` or `errors.py` is found, and ours is not.
"""

from __future__ import annotations

import importlib
import importlib.util
import os
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
        os._exit(importlib.import_module(f"{NAME}.plain").plain_main(*rest))
    serving, warm = (importlib.import_module(f"{NAME}.{name}") for name in ("serving", "warm"))
    if role == "warm":
        control, folder, names = rest
        os._exit(warm.warm_main(int(control), folder, names.split(","), lambda *role: os._exit(serving.serve_when_asked(*role))))
    jobs, answers, folder = rest
    os._exit(serving.serve_main(int(jobs), int(answers), folder))


if __name__ == "__main__":
    main(sys.argv[1:])
