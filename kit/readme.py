"""Writes the kit's README.md: what is in the folder, how to check, and what the points mean."""

from __future__ import annotations

from graders.assignment import Assignment
from graders.check import Check

from .starter import points


def readme(assignment: Assignment) -> str:
    """The text of README.md."""
    slug, checks = assignment.slug, [check for task in assignment.tasks for check in task.checks]
    first = next((task.name for task in assignment.tasks if any(_is_public(check) for check in task.checks)), assignment.tasks[0].name)
    commands = [
        f"python {slug}.pyz starter.py                      # checks your module, on your machine, offline",
        f"python {slug}.pyz starter.ipynb {first:<17} # one task of a notebook",
        f"python {slug}.pyz starter.py --watch              # again whenever you save the file",
        f"python {slug}.pyz starter.py --html sheet.html    # a page with every number and picture",
    ]
    return (
        f"# {assignment.title}: the student kit\n\n"
        "Fill in `starter.py` or `starter.ipynb`, whichever you like, and hand that one in. `handout.md` explains the tasks, and\n"
        f"`{slug}.pyz` holds the public checks. You need Python 3.10 or newer and NumPy (`python -m pip install numpy`).\n\n"
        "```\n" + "\n".join(commands) + "\n```\n\n"
        f"In a notebook that lies beside `{slug}.pyz`, `check({first})` below a cell checks one task, and `check()` all of them.\n\n"
        + _points(assignment, checks)
    )


def _points(assignment: Assignment, checks: list[Check]) -> str:
    sentences = [
        f"The assignment has {points(assignment.points)}.",
        _sentence([check for check in checks if _is_public(check)], "public check", "that you can run as often as you like"),
        _sentence([check for check in checks if check.hidden], "hidden check", "that judges your work when it is graded, on other data"),
        _sentence([check for check in checks if check.by_hand], "criterion", "by which a person reads your answers"),
    ]
    return "\n".join(filter(None, sentences)) + "\n"


def _is_public(check: Check) -> bool:
    return not check.hidden and not check.by_hand


def _sentence(checks: list[Check], noun: str, what: str) -> str:
    if not checks:
        return ""
    plural = {"criterion": "criteria"}.get(noun, f"{noun}s")
    what = what if len(checks) == 1 else what.replace("judges", "judge")
    number = sum(check.points for check in checks)
    return f"{points(number)} {'come' if number != 1 else 'comes'} from {len(checks)} {noun if len(checks) == 1 else plural} {what}."
