"""What grading costs: Assay, nbgrader and the floor, side by side in one run.

python -m benchmarks                    everything; a quarter of an hour on two idle cores
python -m benchmarks --quick            small classes, one round: whether it works, not how fast it is
python -m benchmarks --only growth      one section: overhead, nbgrader, growth, executors or sheets
python -m benchmarks --only seeds       every assignment with the private fixtures of five courses; an hour
python -m benchmarks --only diagnosis   what the sheets say of every mistake and mutant, put to the proof; twenty minutes
python -m benchmarks --without-nbgrader what needs no network
"""

from __future__ import annotations

import argparse
import contextlib
import os
import platform
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from graders.errors import GraderError

from . import nbgrader_venv
from .against_nbgrader import measure_against_nbgrader
from .bench import QUICK, Bench, Sizes
from .clone import make_clone
from .diagnosis import measure_diagnosis
from .errors import BenchmarkError
from .executors import measure_executors
from .goals import Findings, Goal
from .growth import measure_growth
from .overhead import measure_overhead
from .seeds import measure_seeds
from .sheets import measure_sheets
from .show import show_findings, show_goals

SECTIONS: dict[str, Callable[[Bench], Findings]] = {
    "overhead": measure_overhead,
    "nbgrader": measure_against_nbgrader,
    "growth": measure_growth,
    "executors": measure_executors,
    "sheets": measure_sheets,
    "diagnosis": measure_diagnosis,
    "seeds": measure_seeds,
}
PROOFS = ("diagnosis", "seeds")  # no measurement, and long: only when they are asked for
BUSY = 0.5  # other people's load, in cores, from which on the numbers are said to be noisy


def main() -> int:
    options = _options()
    console = Console(highlight=False, width=None if sys.stdout.isatty() else 160)
    sizes = QUICK if options.quick else Sizes()
    load = os.getloadavg()[0]
    machine = f"Python {platform.python_version()}, {os.cpu_count()} cores, load {load:.1f}"
    console.print(f"{machine}; medians of {sizes.rounds} rounds, one thread each")
    if load > BUSY:
        console.print("[yellow]Other programs are running, so the numbers are noisy. CPU time suffers less than wall time.[/]")
    try:
        goals = _measure(options, sizes, console)
    except (BenchmarkError, GraderError) as error:
        console.print(str(error), style="red", markup=False)
        return 1
    except KeyboardInterrupt:
        console.print("Stopped.")
        return 130
    show_goals(console, goals)
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="small classes, one round")
    parser.add_argument("--only", choices=list(SECTIONS), metavar="NAME", help=f"one section: {', '.join(SECTIONS)}")
    parser.add_argument("--without-nbgrader", action="store_true", help="neither install nor run nbgrader")
    return parser.parse_args()


def _measure(options: argparse.Namespace, sizes: Sizes, console: Console) -> list[Goal]:
    names = [name for name in SECTIONS if name == options.only or (options.only is None and name not in PROOFS)]
    if "nbgrader" in names and not _have_nbgrader(options, console):
        names.remove("nbgrader")
    goals: list[Goal] = []
    with tempfile.TemporaryDirectory(prefix="assay-benchmark-") as folder:
        bench = Bench(make_clone(Path(folder) / "clone"), Path(folder), sizes, lambda words: None)
        for name in names:
            begun = time.monotonic()
            with _saying(bench, name, console):
                found = SECTIONS[name](bench)
            show_findings(console, found)
            console.print(f"{name}: {time.monotonic() - begun:.0f} seconds", style="dim")
            goals += found.goals
    return goals


def _have_nbgrader(options: argparse.Namespace, console: Console) -> bool:
    if options.without_nbgrader:
        return False
    try:
        with console.status(f"Installing nbgrader {nbgrader_venv.VERSION} into {nbgrader_venv.FOLDER.name} (once; a minute or two)"):
            nbgrader_venv.install()
    except BenchmarkError as error:
        console.print(str(error), style="yellow", markup=False)
        return False
    return True


@contextlib.contextmanager
def _saying(bench: Bench, name: str, console: Console) -> Iterator[None]:
    """What is measured at the moment. It is drawn twice a second, so that drawing costs the measured nothing."""
    columns = (SpinnerColumn(), TextColumn("{task.fields[section]}:"), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=console, refresh_per_second=2, transient=True) as progress:
        line = progress.add_task("", total=None, section=name)
        bench.say = lambda words: progress.update(line, description=words)
        yield


if __name__ == "__main__":
    sys.exit(main())
