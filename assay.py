"""Assay grades deep-learning coursework against ground truth. This file knows all the rooms; each room's commands live in that room."""

from __future__ import annotations

import contextlib
import functools
import os
import signal
import sys
from pathlib import Path
from typing import Any

for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_name, "1")  # small matrices: more threads only wait for each other

ROOT = Path(__file__).resolve().parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

import typer
from rich.console import Console

import fixtures.commands
import graders.commands
import graders.executors
import graders.mark_command
import kit.commands
import reports.commands
import reports.junit
import reports.names
import reports.sheet
import reports.write
from graders.errors import GraderError
from graders.folders import VERSION
from graders.scorecard import Scorecard
from reports.errors import ReportError

STOPPED = 130  # what a shell says of a program that Ctrl-C ended
GO_ON = " The scorecards that were written are whole; run the same command again to grade the rest."
errors = Console(stderr=True, highlight=False, soft_wrap=True)

# Typer brings its own copy of click: the base of everything that is wrong with a command line is found through what it exports.
CommandLineError: Any = next(kind for kind in typer.BadParameter.__mro__ if kind.__name__ == "ClickException")

app = typer.Typer(
    name="assay",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Grades deep-learning coursework against ground truth.\n\n"
    "An instructor grades a class: `assay grade class/`. A student checks one file: `assay check hmm.ipynb`.",
)


class Reports:
    """The reports room as the graders' commands see it."""

    def card_name(self, card: Scorecard) -> str:
        return reports.names.card_name(card)

    def write_sheet(self, out: Path, card: Scorecard) -> None:
        reports.write.write_sheet(out, card)

    def write_class(self, out: Path) -> None:
        record = reports.write.read_class(out)
        reports.write.write_class(out, record, reports.write.load_not_graded(out))
        reports.write.write_missing_sheets(out, record)

    def sheet(self, card: Scorecard, remark: str = "") -> str:
        return reports.sheet.render_sheet(card, remark)

    def junit(self, card: Scorecard) -> str:
        return reports.junit.render_junit(card)


graders.commands.register(app, Reports())
graders.mark_command.register(app, Reports())
app.command()(reports.commands.report)
app.command()(reports.commands.export)
app.command()(reports.commands.compare)
fixtures.commands.add_calibrate(functools.partial(graders.executors.executor, "local"))
app.add_typer(fixtures.commands.app, name="fixtures")
app.command()(fixtures.commands.audit)
app.command()(kit.commands.pack)


@app.callback(invoke_without_command=True)
def _top(version: bool = typer.Option(False, "--version", help="Print the version.")) -> None:
    if version:
        print(VERSION)
        raise typer.Exit(0)


def main(arguments: list[str] | None = None) -> int:
    """Run the command line and give its exit status. Errors are a sentence and a remedy, never a traceback."""
    words = sys.argv[1:] if arguments is None else arguments
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a terminal that knows no ✓ shows ?
    with contextlib.suppress(ValueError):  # not in the main thread
        signal.signal(signal.SIGTERM, _stop)
    on_stop = "Stopped." + GO_ON * (words[:1] == ["grade"])
    misuse = 2 if words[:1] == ["check"] else 1  # `check` says 1 for a failed check
    try:
        status = app(words, standalone_mode=False)
        if status == STOPPED:
            errors.print(on_stop)
        return status if isinstance(status, int) else 0
    except CommandLineError as error:
        error.show()
        return misuse
    except (GraderError, ReportError) as error:
        errors.print(str(error), style="red", markup=False)
        return misuse
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        errors.print(f"{where}{error.strerror or error}. Check the path, its rights and the free space.", style="red", markup=False)
        return misuse
    except (KeyboardInterrupt, typer.Abort):
        errors.print(on_stop)
        return STOPPED


def _stop(*_: object) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main())
