"""The checker of a kit, as a student runs it: from one file, with NumPy and nothing else."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import time
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest

from graders import assignment_file as assignments
from graders import fixture_file as fixtures
from graders import submission as submissions
from graders.course import Course
from graders.executors import executor
from graders.grade import grade
from graders.scorecard_file import from_json
from reports import schema

from .conftest import FOLDERS, Bare

HMM = "hidden_markov_models"
PYZ = f"{HMM}.pyz"
WORK = Path(__file__).parents[1] / "submissions"
SLUGS = assignments.slugs(FOLDERS.assignments)

ON_WINDOWS = """
import os, select, signal, socket, subprocess, sys
for module in ("resource", "fcntl", "pwd", "grp", "termios", "posix_ipc"):
    sys.modules[module] = None
for owner, names in ((os, "fork killpg setsid set_blocking getuid geteuid sysconf pipe2 waitid WNOHANG"),
                     (socket, "AF_UNIX send_fds recv_fds"),
                     (signal, "SIGALRM setitimer SIGXCPU pthread_sigmask ITIMER_REAL"), (select, "poll epoll")):
    for name in names.split():
        if hasattr(owner, name):
            delattr(owner, name)
real = subprocess.Popen.__init__
def plain(self, *words, **more):
    assert not {"preexec_fn", "pass_fds", "start_new_session", "process_group"} & {key for key, value in more.items() if value}, more
    real(self, *words, **more)
subprocess.Popen.__init__ = plain
"""


def right(slug: str) -> Path:
    files = sorted((WORK / slug / "right").glob("*.py"))
    return next((file for file in files if "vectorised" in file.name), files[0])


@pytest.mark.parametrize("slug", SLUGS)
def test_a_kit_says_what_the_staff_would_say(slug: str, kit_of: Callable[[str], dict[str, bytes]], bare: Bare, tmp_path: Path) -> None:
    """A right submission has all public points, in the same scorecard."""
    (tmp_path / f"{slug}.pyz").write_bytes(kit_of(slug)[f"{slug}.pyz"])
    card_file = tmp_path / "card.json"
    run = bare(tmp_path / f"{slug}.pyz", right(slug), "--json", card_file)
    assert run.returncode == 0, run.stdout + run.stderr
    told = from_json(card_file.read_bytes())
    course = Course(assignments.load(FOLDERS.assignments, slug), fixtures.load(FOLDERS.fixtures, slug, public_only=True), public_only=True)
    staff = grade(submissions.of_file(right(slug), {slug: course.assignment.entries}, slug), course, executor("local"))
    assert [(task.name, [(check.name, check.outcome, check.possible) for check in task.checks]) for task in told.tasks] == [
        (task.name, [(check.name, check.outcome, check.possible) for check in task.checks]) for task in staff.tasks
    ]
    assert told.made.fixtures == staff.made.fixtures


def test_a_wrong_one_reads_its_mistake(kit_folder: Path, bare: Bare) -> None:
    text = right(HMM).read_text(encoding="utf-8")
    late = "def viterbi(A, B, pi, observations):\n    return _viterbi(A, B, pi, observations)[0] + 1, 0.5\n"
    (kit_folder / "mine.py").write_text(f"{text}\n_viterbi = viterbi\n{late}")
    run = bare(PYZ, "mine.py", "viterbi", folder=kit_folder)
    assert run.returncode == 1
    assert "✗ failed  decodes the slides' umbrella days (0 of 1.5)" in run.stdout
    assert "more checks are hidden" in run.stdout
    assert "forward" not in run.stdout, "only the task that was asked for is told"


@pytest.mark.parametrize("file", ["starter.py", "starter.ipynb"])
def test_an_untouched_starter_is_yours_to_write(file: str, kit_folder: Path, bare: Bare) -> None:
    run = bare(PYZ, file, "viterbi", folder=kit_folder)
    assert run.returncode == 1
    assert "✗ failed  not written yet (0 of 6.5)" in run.stdout
    assert "While loading" not in run.stdout
    assert not run.stderr


def test_everything_that_is_written_can_be_read(kit_folder: Path, bare: Bare) -> None:
    run = bare(PYZ, "starter.py", "--json", "card.json", "--junit", "junit.xml", "--html", "out/sheet.html", folder=kit_folder)
    assert run.returncode == 1, run.stderr
    card = json.loads((kit_folder / "card.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(json.loads(schema.schema())).validate(card)
    suite = ET.parse(kit_folder / "junit.xml").getroot()
    assert suite.get("tests") == str(sum(len(task["checks"]) for task in card["tasks"]))
    sheet = (kit_folder / "out" / "sheet.html").read_text(encoding="utf-8")
    assert "Viterbi decoding" in sheet
    hidden = sum(check.hidden for task in assignments.load(FOLDERS.assignments, HMM).tasks for check in task.checks)
    assert f"56 more come from {hidden} hidden checks, when your work is graded." in sheet
    assert "<script" not in sheet


def test_an_endless_loop_costs_one_case_a_task(kit_folder: Path, bare: Bare) -> None:
    loops = "def viterbi(A, B, pi, observations):\n    while True:\n        pass\n\n" + NO_LOADING
    (kit_folder / "mine.py").write_text(loops)
    run = bare(PYZ, "mine.py", "viterbi", "forward", folder=kit_folder)
    assert run.stdout.count("took longer than 10 seconds") == 1, run.stdout
    assert "another case of this task took too long" in run.stdout


NO_LOADING = "raise RuntimeError('after it')\n"


def test_what_went_wrong_while_loading_is_told_once(kit_folder: Path, bare: Bare) -> None:
    (kit_folder / "mine.py").write_text("import numpy as np\ndef viterbi(:\n")
    run = bare(PYZ, "mine.py", folder=kit_folder)
    assert run.stdout.count("invalid syntax") == 1, run.stdout
    assert "While loading: mine.py, line 2: SyntaxError" in run.stdout


def test_github_gets_annotations_and_a_summary(kit_folder: Path, bare: Bare) -> None:
    (kit_folder / "work").mkdir()
    (kit_folder / "starter.py").rename(kit_folder / "work" / "starter.py")
    bare.environment["GITHUB_STEP_SUMMARY"] = str(kit_folder / "summary.md")
    run = bare(PYZ, "work/starter.py", "viterbi", "--github", folder=kit_folder)
    assert re.fullmatch(r"::stop-commands::(\w+)\n.*\n::\1::\n(::error [^\n]*\n)+", run.stdout, re.DOTALL)
    line = next(n for n, text in enumerate((kit_folder / "work" / "starter.py").read_text().split("\n"), 1) if "viterbi is yours" in text)
    assert f"::error file=work/starter.py,line={line},title=Viterbi decoding%3A decodes" in run.stdout
    assert "| ✗ failed |" in (kit_folder / "summary.md").read_text(encoding="utf-8")


def test_it_needs_nothing_of_posix(kit_folder: Path, bare: Bare) -> None:
    """As on Windows, as far as this can be played here: the modules and functions that Windows lacks are taken away."""
    (kit_folder / "mine.py").write_bytes(right(HMM).read_bytes())
    run = bare(PYZ, "mine.py", folder=kit_folder, begin=ON_WINDOWS)
    assert run.returncode == 0, run.stdout + run.stderr
    broken = "import os\ndef viterbi(A, B, pi, observations):\n    os._exit(3)\n"
    (kit_folder / "dies.py").write_text(broken)
    run = bare(PYZ, "dies.py", "viterbi", folder=kit_folder, begin=ON_WINDOWS)
    assert "ended the interpreter with exit status 3" in " ".join(run.stdout.split()), run.stdout + run.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("nothing.py",), "nothing.py does not exist."),
        (("starter.py", "viterby"), "`viterby` is no task of this assignment. Did you mean `viterbi`?"),
        (("notes.txt",), "is no .py, .ipynb or .zip file"),
        (("starter.py", "--html", "starter.py"), "starter.py is there already, and may be your work. Write to another file."),
        (("starter.py", "--json", PYZ), "is there already"),
        ((), "say which file to check, for example starter.py"),
        (("starter.py", "--json", "starter.ipynb/card.json"), "cannot be written"),
    ],
)
def test_misuse_is_a_sentence(words: tuple[str, ...], said: str, kit_folder: Path, bare: Bare) -> None:
    (kit_folder / "notes.txt").write_text("no code")
    run = bare(PYZ, *words, folder=kit_folder)
    assert run.returncode == 2
    assert said in run.stderr
    assert "Traceback" not in run.stderr


def test_without_numpy_it_says_how_to_get_it(kit_folder: Path, bare: Bare, tmp_path: Path) -> None:
    bare.environment["PYTHONPATH"] = str(tmp_path)
    run = bare(PYZ, "starter.py", folder=kit_folder)
    assert run.returncode == 2
    assert "-m pip install numpy" in run.stderr


def test_a_damaged_kit_says_so(kit_folder: Path, bare: Bare) -> None:
    raw = (kit_folder / PYZ).read_bytes()
    (kit_folder / PYZ).write_bytes(raw.replace(b"assay_check/data/public.npz", b"assay_check/data/public.npx"))
    run = bare(PYZ, "starter.py", folder=kit_folder)
    assert run.returncode == 2
    assert "This kit is damaged" in run.stderr


def test_files_of_the_same_names_are_not_in_the_way(kit_folder: Path, bare: Bare) -> None:
    """A folder in which a student keeps a numpy.py, graders/, reports/ and sitecustomize.py of their own."""
    for name in ("numpy.py", "json.py", "sitecustomize.py", "graders/__init__.py", "reports/__init__.py", "assay_check/__init__.py"):
        (kit_folder / name).parent.mkdir(exist_ok=True)
        (kit_folder / name).write_text("raise RuntimeError('the wrong file')\n")
    (kit_folder / "mine.py").write_bytes(right(HMM).read_bytes())
    run = bare(PYZ, "mine.py", "viterbi", folder=kit_folder)
    assert run.returncode == 0, run.stdout + run.stderr


def test_watch_checks_again_when_the_file_is_saved(kit_folder: Path, bare: Bare) -> None:
    mine = kit_folder / "mine.py"
    mine.write_bytes((kit_folder / "starter.py").read_bytes())
    command = bare.command(PYZ, "mine.py", "viterbi", "--watch")
    with subprocess.Popen(command, env=bare.environment, cwd=kit_folder, stdout=subprocess.PIPE, text=True) as watching:
        assert watching.stdout is not None
        first = _until(watching, "Waiting")
        assert "0 of 6.5 public points." in first
        mine.write_text("def viterbi(:\n")
        assert "invalid syntax" in _until(watching, "Waiting")
        mine.write_bytes(right(HMM).read_bytes())
        assert "6.5 of 6.5 public points." in _until(watching, "Waiting")
        watching.send_signal(signal.SIGINT)
        assert watching.wait(20) == 0


def _until(process: subprocess.Popen[str], word: str) -> str:
    lines: list[str] = []
    end = time.monotonic() + 60
    assert process.stdout is not None
    while time.monotonic() < end:
        line = process.stdout.readline()
        lines.append(line)
        if not line or line.startswith(word):
            break
    return "".join(lines)
