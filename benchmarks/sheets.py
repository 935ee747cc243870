"""`assay report` on a large class: sheets with pictures, the class page and grades.csv again, from scorecards of a ten-task assignment.

The scorecards are those of one student of tests/submissions whose sheet has failures, pictures and code, under a thousand names.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import time

from .bench import Bench
from .coursework import ROOT
from .errors import BenchmarkError
from .goals import SHEETS_SECONDS, Findings, Goal, middle, spread

SLUG = "hidden_markov_models"
HANDED_IN = ROOT / "tests" / "submissions" / SLUG / "right" / "numpy_loops.py"
WRONG = ROOT / "tests" / "submissions" / SLUG / "wrong" / "viterbi__transposed.py"


def measure_sheets(bench: Bench) -> Findings:
    out = bench.place / "sheets"
    card = _scorecard(bench)
    (out / "scorecards").mkdir(parents=True)
    for number in range(bench.sizes.sheets):
        student = f"s{number:05}"
        page = {**card, "student": {"id": student, "name": f"Student {number}"}}
        (out / "scorecards" / f"{student}--{SLUG}.json").write_text(json.dumps(page), encoding="utf-8")
    seconds = []
    for number in range(bench.sizes.rounds):
        bench.say(f"{bench.sizes.sheets:,} sheets, round {number + 1}")
        shutil.rmtree(out / "sheets", ignore_errors=True)
        begun = time.perf_counter()
        _run(bench, "report", str(out))
        seconds.append(time.perf_counter() - begun)
    return _findings(
        bench.sizes.sheets, seconds, (out / "sheets" / f"s00000--{SLUG}.html").stat().st_size, (out / "index.html").stat().st_size
    )


def _scorecard(bench: Bench) -> dict[str, object]:
    """Graded once, as any other."""
    handed = bench.place / "one" / "s00000.py"
    handed.parent.mkdir()
    handed.write_bytes(HANDED_IN.read_bytes() + b"\n\n" + WRONG.read_bytes())
    _run(bench, "grade", str(handed.parent), "--assignment", SLUG, "--out", str(bench.place / "graded"))
    page: dict[str, object] = json.loads((bench.place / "graded" / "scorecards" / f"s00000--{SLUG}.json").read_bytes())
    return page


def _run(bench: Bench, *words: str) -> None:
    done = subprocess.run(bench.clone.command(*words), capture_output=True, text=True, check=False)
    if done.returncode:
        raise BenchmarkError(f"assay {words[0]} failed: {(done.stdout + done.stderr)[-800:]}")


def _findings(count: int, seconds: list[float], sheet: int, page: int) -> Findings:
    found = Findings()
    columns = ["sheets", "whole command [s]", "range", "sheets a second", "a sheet [kB]", "class page [kB]"]
    rate = [count / one for one in seconds]
    row = [f"{count:,}", middle(seconds, digits=1), spread(seconds, digits=1), middle(rate), f"{sheet / 1e3:.0f}", f"{page / 1e3:,.0f}"]
    found.tables.append(("assay report, ten tasks, pictures included", columns, [row]))
    scaled = [one * 1000 / count for one in seconds]
    found.goals.append(Goal("1,000 sheets of a ten-task assignment", scaled, SHEETS_SECONDS, "s"))
    found.goals.append(Goal("the class page of 1,000", [page * 1000 / count / 1e6], 2, "MB"))
    return found
