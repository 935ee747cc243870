"""One submission judged on several devices: the verdicts side by side, and what passes on one device only is flagged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from .scorecard import Check, Outcome, Scorecard, Task

NAMES = {"cpu": "CPU", "cuda": "GPU"}
HINT = (
    "Look for tensors that your code makes on the CPU: give them the device of the inputs (`torch.zeros(n, device=x.device)`), "
    "and keep the inputs' dtype."
)


def side_by_side(cards: Mapping[str, Scorecard]) -> Scorecard:
    """The scorecard of all devices. cards: device -> the scorecard of the same submission there, the first one being the CPU's.

    A check is passed where it is passed on every device. `evidence.devices` says the outcome on each.
    """
    first = next(iter(cards.values()))
    tasks = tuple(_task(task, {device: card.tasks[i] for device, card in cards.items()}) for i, task in enumerate(first.tasks))
    return replace(
        first,
        device="all",
        tasks=tasks,
        points=sum(task.points for task in tasks),
        complete=all(card.complete for card in cards.values()),
        made=replace(first.made, seconds=round(sum(card.made.seconds for card in cards.values()), 2)),
        submission=replace(first.submission, notes=_notes(cards)),
    )


def _notes(cards: Mapping[str, Scorecard]) -> tuple[str, ...]:
    """What was met on each device, told once where it is the same."""
    return tuple(dict.fromkeys(note for card in cards.values() for note in card.submission.notes))


def _task(task: Task, found: Mapping[str, Task]) -> Task:
    checks = tuple(_check({device: one.checks[i] for device, one in found.items()}) for i in range(len(task.checks)))
    return replace(task, checks=checks, points=sum(check.points for check in checks))


def _check(found: Mapping[str, Check]) -> Check:
    """The check of the first device where it went worst, flagged where the devices differ."""
    worst: tuple[Outcome, ...] = ("ungraded", "failed", "skipped", "passed")
    outcomes = {device: check.outcome for device, check in found.items()}
    device = min(found, key=lambda name: worst.index(found[name].outcome))
    check = replace(found[device], evidence={**found[device].evidence, "devices": outcomes})
    passed = [NAMES.get(name, name) for name, outcome in outcomes.items() if outcome == "passed"]
    if not passed or len(passed) == len(found):
        return check
    where = NAMES.get(device, device)
    said = f"It passes on the {' and the '.join(passed)} only. On the {where}: {check.rationale or check.outcome}"
    return replace(check, rationale=said, hint=check.hint or (HINT if device == "cuda" and check.outcome == "failed" else None))
