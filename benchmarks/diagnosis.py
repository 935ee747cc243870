"""What the sheets say, put to the proof: `assay audit --diagnosis` over all assignments."""

from __future__ import annotations

import json
import subprocess
from typing import Any

from .bench import Bench
from .errors import BenchmarkError
from .goals import Findings, Goal

COLUMNS = ["assignment", "mistakes", "named", "mutants", "true", "nothing specific", "with a wrong sentence"]


def measure_diagnosis(bench: Bench) -> Findings:
    """A line for each assignment; with small classes, of one only."""
    found = Findings()
    rows, wrong = [], list[str]()
    for slug in ["recurrent_networks"] if bench.sizes.rounds == 1 else _slugs(bench):
        bench.say(f"the diagnosis of {slug}")
        one = _audited(bench, slug)
        rows.append([slug, *map(str, _counts(one))])
        wrong += [f"{said['who']} -> {said['check']} says: {said['sentence']}" for said in one["wrong"]]
    sums = [str(sum(int(row[i]) for row in rows)) for i in range(1, len(COLUMNS))]
    found.tables.append(("What the sheets say of named mistakes and killed mutants", COLUMNS, [*rows, ["in all", *sums]]))
    found.sentences += wrong
    found.goals.append(Goal("wrong sentences of sheets", [len(wrong)], 0, "sentences"))
    return found


def _counts(one: dict[str, Any]) -> list[int]:
    spoiled = one["mutants"] - one["true"] - one["silent"]
    return [one["mistakes"], one["named"], one["mutants"], one["true"], one["silent"], spoiled]


def _slugs(bench: Bench) -> list[str]:
    folders = (bench.clone.folder / "assignments").iterdir()
    return sorted(folder.name for folder in folders if (folder / "assignment.yaml").exists() and folder.name != "doubling")


def _audited(bench: Bench, slug: str) -> dict[str, Any]:
    done = subprocess.run(bench.clone.command("audit", slug, "--diagnosis", "--json"), capture_output=True, text=True, check=False)
    try:
        found: dict[str, Any] = json.loads(done.stdout)[0]["diagnosis"]
    except (ValueError, LookupError):
        raise BenchmarkError(f"assay audit {slug} failed: {(done.stdout + done.stderr)[-800:]}") from None
    return found
