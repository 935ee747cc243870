"""Every shell command of README.md, CONTRIBUTING.md, examples/README.md and docs/*.md, run as it stands there.

Each page gets a small copy of the project (sample.py), and its commands run there in their order. An HTML comment before a block says what
is special about it:

    <!-- exit status: 2 -->     it ends with that status
    <!-- makes the kit -->      it needs `assay pack`
    <!-- in the kit -->         it is run in the folder of a student kit
    <!-- not run: REASON -->    it cannot be run in a test
"""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from docs import command_reference

from . import sample
from .commands_of import Command, commands_of

ROOT = sample.ROOT
PAGES = {
    path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
    for path in [*(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "examples/README.md")), *sorted((ROOT / "docs").glob("*.md"))]
}
PROGRAMS = dict(command_reference.commands())
KNOWN = {"assay", ".venv/bin/assay", "make", "source", "cp", "python", "pytest"}
MOST_NOT_RUN = 0

WITH_KIT = ("makes the kit", "in the kit")
KIT = "kits/hidden_markov_models"


def of(page: str, *, kit: bool) -> list[Command]:
    """The commands of a page that are run: those with a student kit, or the others."""
    return [one for one in commands_of(PAGES[page]) if (one.note in WITH_KIT) == kit and not one.note.startswith("not run")]


def pages(*, kit: bool) -> list[str]:
    return [page for page in PAGES if of(page, kit=kit)]


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sample.make(tmp_path_factory.mktemp("original"))


@pytest.fixture
def project(original: Path, tmp_path: Path) -> Path:
    """A copy for one page."""
    return Path(shutil.copytree(original, tmp_path / "project", symlinks=True))


@pytest.mark.parametrize("page", pages(kit=False))
def test_the_commands_of_a_page_run(page: str, project: Path) -> None:
    if page == "CONTRIBUTING.md":
        sample.write_new_assignment(project)
    for command in of(page, kit=False):
        if command.words[0] == "make":
            assert_is_in_the_makefile(command)
        else:
            sample.run(command.line, project, status=status_of(command))


@pytest.mark.parametrize("page", pages(kit=True))
def test_the_commands_of_the_student_kit_run(page: str, project: Path) -> None:
    sample.run("assay pack hidden_markov_models --out kits", project)
    for command in of(page, kit=True):
        sample.write_answers(project / KIT)  # whoever packs a kit anew gets empty starters
        sample.run(command.line, project / KIT if command.note == "in the kit" else project, project=project)


def status_of(command: Command) -> int:
    """The exit status that the page promises."""
    found = re.fullmatch(r"exit status: (\d+)", command.note)
    return int(found[1]) if found else 0


def assert_is_in_the_makefile(command: Command) -> None:
    done = subprocess.run(["make", "-n", *command.words[1:]], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr


def test_every_command_begins_with_a_word_that_is_known_here() -> None:
    unknown = {page: [one.line for one in commands_of(text) if one.words[0] not in KNOWN] for page, text in PAGES.items()}
    assert not {page: lines for page, lines in unknown.items() if lines}


def test_few_commands_are_not_run_and_each_says_why() -> None:
    left = [one for text in PAGES.values() for one in commands_of(text) if one.note.startswith("not run")]
    assert len(left) <= MOST_NOT_RUN
    assert all(re.fullmatch(r"not run: .{10,}", one.note, re.DOTALL) for one in left)


def test_only_commands_of_a_kit_are_marked_so() -> None:
    """Nothing else escapes into the folder of a kit, where it might be skipped."""
    marked = {one.line for text in PAGES.values() for one in commands_of(text) if one.note in WITH_KIT}
    assert all(re.match(r"python hidden_markov_models\.pyz |pytest --assay |(\.venv/bin/)?assay pack ", line) for line in marked), marked


def test_commands_are_found_wherever_they_stand() -> None:
    page = "1. In a list:\n\n   ```\n   assay list  # all\n   ```\n\n<!-- exit status: 1 -->\n```sh\nassay check \\\n  a.py\n```\n\n"
    page += "```python\nx = 1\n```\n"
    found = list(commands_of(page))
    assert [one.words for one in found] == [("assay", "list"), ("assay", "check", "a.py")]
    assert [status_of(one) for one in found] == [0, 1]


@pytest.mark.parametrize(
    "text",
    [
        "```\nassay list && assay list\n```",
        "```\nassay list $(ls)\n```",
        "```fish\nls\n```",
        "```text\nassay list\n```",
        "    assay list\n",
    ],
)
def test_what_could_hide_a_command_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"line|more than one"):
        list(commands_of(text))


@pytest.mark.parametrize("page", PAGES)
def test_commands_in_running_text_are_commands_with_such_options(page: str) -> None:
    """`assay grade --force` in a sentence: the command is there, and so is the option."""
    for said in re.findall(r"`((?:\.venv/bin/)?assay [^`\n]+)`", PAGES[page]):
        words = shlex.split(said)
        if words[1] == "COMMAND":
            continue
        path = next((path for count in (3, 2) if (path := " ".join(["assay", *words[1:count]])) in PROGRAMS), None)
        assert path, said
        known = {name for one in PROGRAMS[path].params for name in one.opts} | {"--help"}
        assert {word for word in words if word.startswith("--")} <= known, said


@pytest.mark.parametrize("page", PAGES)
def test_make_in_running_text_makes_something_that_there_is(page: str) -> None:
    there = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    assert set(re.findall(r"`make ([a-z]+)`", PAGES[page])) <= there
