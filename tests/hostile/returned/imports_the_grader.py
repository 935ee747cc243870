"""Imports the grader, the reference solution and the fixtures, as if they were installed (B49)."""

import importlib


def honest(x):
    return 2 * x


def attack(x):
    for name in ("reference", "graders", "fixtures.build", "assignments.case", "reports", "tests", "assay"):
        try:
            module = importlib.import_module(name)
        except ImportError:
            continue
        if getattr(module, "__file__", None):
            return f"{module.__file__} can be imported"
    return 2 * x
