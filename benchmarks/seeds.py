"""Whatever holds must hold for any seed: private fixtures are built and audited, and right submissions graded with them."""

from __future__ import annotations

import json
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from .bench import Bench
from .coursework import ROOT
from .errors import BenchmarkError
from .goals import Findings, Goal

SEEDS = ("alpha", "beta", "gamma", "delta", "a secret of this course")
COLUMNS = ["assignment", "seeds", "mistakes not rejected", "mutants killed, least", "right submissions", "that lose points"]


@dataclass
class _Found:
    """Of one assignment, over all seeds."""

    seeds: int = 0
    missed: int = 0
    share: float = 1.0
    right: int = 0
    losing: int = 0


def measure_seeds(bench: Bench) -> Findings:
    """A line for each assignment; with small classes, of one and one seed only."""
    found, quick = Findings(), bench.sizes.rounds == 1
    rows: list[list[str]] = []
    missed, losing = 0, 0
    for slug in ["autoregressive"] if quick else _slugs(bench):
        one = _Found()
        for seed in SEEDS[:1] if quick else SEEDS:
            bench.say(f"{slug}, with the seed {seed}")
            _try(bench, slug, seed, one, found)
        rows.append([slug, str(one.seeds), str(one.missed), f"{one.share:.1%}", str(one.right), str(one.losing)])
        missed, losing = missed + one.missed, losing + one.losing
    found.tables.append(("Private fixtures", COLUMNS, rows))
    found.goals.append(Goal("mistakes that a private set does not reject", [missed], 0, "mistakes"))
    found.goals.append(Goal("right submissions that lose points on a private set", [losing], 0, "submissions"))
    return found


def _try(bench: Bench, slug: str, seed: str, one: _Found, found: Findings) -> None:
    private = bench.place / "private"
    shutil.rmtree(private, ignore_errors=True)
    _run(bench, "fixtures", "build", slug, "--seed", seed, "--to", str(private))
    audit = json.loads(_run(bench, "audit", slug, "--fixtures", str(private), "--json", statuses=(0, 1)))[0]
    one.seeds += 1
    one.missed += sum(not mistake["rejected_by"] for task in audit["tasks"] for mistake in task["mistakes"])
    one.share = min(one.share, audit["share"] if audit["share"] is not None else 1.0)
    found.sentences += [f"{slug}, {seed}: {said}" for said in audit["shortfalls"]]
    out = bench.place / "right"
    shutil.rmtree(out, ignore_errors=True)
    folder = ROOT / "tests" / "submissions" / slug / "right"
    _run(bench, "grade", str(folder), "--assignment", slug, "--fixtures", str(private), "--out", str(out), statuses=(0, 2))
    for card in sorted((out / "scorecards").glob("*.json")):
        one.right += 1
        if lost := _lost(card):
            one.losing += 1
            found.sentences.append(f"{card.stem}, {seed}: loses {', '.join(lost[:5])}")


def _lost(card: Path) -> list[str]:
    """The checks that a right submission does not pass, but for those that a person marks."""
    tasks = json.loads(card.read_text(encoding="utf-8"))["tasks"]
    checks = [(f"{task['name']}.{check['name']}", check) for task in tasks for check in task["checks"]]
    return [name for name, check in checks if check["outcome"] != "passed" and "by_hand" not in check["evidence"]]


def _slugs(bench: Bench) -> list[str]:
    """All but the benchmark's own, and the quiz, which nothing is drawn for."""
    folders = [path.parent.name for path in (bench.clone.folder / "assignments").glob("*/assignment.yaml")]
    return sorted(set(folders) - {"doubling", "concepts"})


def _run(bench: Bench, *words: str, statuses: tuple[int, ...] = (0,)) -> str:
    done = subprocess.run(bench.clone.command(*words), capture_output=True, text=True, check=False)
    if done.returncode not in statuses:
        raise BenchmarkError(f"assay {' '.join(words[:2])} failed: {(done.stdout + done.stderr)[-800:]}")
    return done.stdout
