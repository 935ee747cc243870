"""A kit holds what a student needs, and nothing that a student must not have."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import assay
from graders import assignment_file as assignments
from graders import fixture_file as fixtures
from graders.course import Course
from kit import pack
from kit.checker import contents
from kit.code import code

from .conftest import FOLDERS
from .test_starter import REFERENCE, plain, statements

SLUGS = assignments.slugs(FOLDERS.assignments)
Kit = Callable[[str], dict[str, bytes]]
every = pytest.mark.parametrize("slug", SLUGS)


def texts(kit: dict[str, bytes]) -> Iterator[tuple[str, str]]:
    """(name, text) of every text in a kit, also inside its checker; the libraries that others wrote are left out."""
    for name, data in kit.items():
        if name.endswith(".pyz"):
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                files = {inner: archive.read(inner) for inner in archive.namelist() if "/libraries/" not in inner}
            yield from texts(files)
        elif not name.endswith(".npz"):
            yield name, data.decode("utf-8")


def whole(kit: dict[str, bytes]) -> str:
    return plain("\n".join(text for _, text in texts(kit)).replace("\\n", "\n"))


@every
def test_nothing_hidden_is_in_it(slug: str, kit_of: Kit) -> None:
    """No title of a hidden check but one in the handout's very words, no quiz answer, no rubric."""
    one = assignments.load(FOLDERS.assignments, slug)
    text, handout = whole(kit_of(slug)), plain((FOLDERS.assignments / slug / "handout.md").read_text(encoding="utf-8"))
    for task in one.tasks:
        questions = {question.name for question in task.quiz}
        hidden = [plain(check.title) for check in task.checks if check.hidden and check.name not in questions]
        assert not [title for title in hidden if title in text and title not in handout]
        secret = [words for question in task.quiz for words in (question.explanation, question.told, *question.slips.values())]
        secret += [check.rubric for check in task.checks if check.rubric]
        assert not [words for words in secret if plain(words) in text and plain(words) not in handout]


@every
def test_no_statement_of_the_reference_or_of_a_mistake_is_in_it(slug: str, kit_of: Kit) -> None:
    """Our own code for judging may say what the reference says, for both are plain Python; so it is compared without the kit's code."""
    text = plain("\n".join(text for name, text in texts(kit_of(slug)) if not name.startswith("assay_check/") or "/data/" in name))
    slips = FOLDERS.assignments / slug / "mistakes.py"
    files = [*REFERENCE.glob("*.py"), *([slips] if slips.exists() else [])]
    hints = [hint for task in fixtures.load(FOLDERS.fixtures, slug, public_only=True).tasks.values() for hint in task.hints.values()]
    said = plain("\n".join([*hints, (FOLDERS.assignments / slug / "handout.md").read_text(encoding="utf-8")]))
    assert not {statement for path in files for statement in statements(path) if statement in text and statement not in said}


@every
def test_only_public_cases_are_in_it(slug: str, kit_of: Kit) -> None:
    with zipfile.ZipFile(io.BytesIO(kit_of(slug)[f"{slug}.pyz"])) as archive:
        names = archive.namelist()
        data = ("assignment.json", "public.json", "public.npz")
        held = contents.contents_of({name: archive.read(f"assay_check/data/{name}") for name in data})
    assert not [name for name in names if re.search(r"hidden|reference/|mistakes|cases\.py|audit|\.yaml", name)]
    public = fixtures.load(FOLDERS.fixtures, slug, public_only=True)
    assert held.fixture.sha256 == public.sha256
    groups = [{name: set(task.groups) for name, task in one.tasks.items()} for one in (held.fixture, public)]
    assert groups[0] == groups[1]
    one = assignments.load(FOLDERS.assignments, slug)
    told = Course(one, public, public_only=True)
    assert [(t.name, c.name) for t, c in held.course().checks] == [(t.name, c.name) for t, c in told.checks]
    assert held.page.assignment.points + sum(left.points for left in held.page.withheld) == pytest.approx(one.points) == held.page.possible


@every
def test_it_is_small_whole_and_always_the_same(slug: str, kit_of: Kit) -> None:
    files = kit_of(slug)
    assert sum(map(len, files.values())) < 1_500_000
    assert {"README.md", "handout.md", "starter.py", "starter.ipynb", f"{slug}.pyz"} <= set(files)
    one = assignments.load(FOLDERS.assignments, slug)
    assert pack.checker(one, FOLDERS) == files[f"{slug}.pyz"]
    shown = re.findall(r"!\[[^\]]*\]\(([^)]+)\)", files["handout.md"].decode())
    assert set(shown) <= set(files), "a picture of the handout is missing"


def test_a_hidden_title_would_be_found(kit_of: Kit) -> None:
    one = assignments.load(FOLDERS.assignments, "hidden_markov_models")
    hidden = next(check.title for task in one.tasks for check in task.checks if check.hidden)
    assert plain(hidden) in whole({**kit_of("hidden_markov_models"), "extra.txt": hidden.encode()})


def test_the_secret_seed_and_its_hidden_cases_stay_out(tmp_path: Path, kit_of: Kit) -> None:
    """A course's own fixtures share the public cases: its kit is the same."""
    assert assay.main(["fixtures", "build", "autoregressive", "--seed", "very secret", "--to", str(tmp_path)]) == 0
    for name in ("public.json", "public.npz"):
        assert (tmp_path / "autoregressive" / name).read_bytes() == (FOLDERS.fixtures / "autoregressive" / name).read_bytes()
    assert "very secret" not in whole(kit_of("autoregressive"))


def test_it_runs_on_python_3_10() -> None:
    """As vermin reads the code: neither its words nor what it takes from the standard library is newer."""
    root = FOLDERS.assignments.parent
    ours = [name.removeprefix("assay_check/") for name in code(root) if name.endswith(".py")]
    files = [root / name if "/" in name else root / "kit" / "checker" / name for name in ours]
    command = [Path(sys.executable).with_name("vermin"), "--no-tips", "--violations", "-t=3.10-", *files]
    run = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    assert run.returncode == 0, run.stdout


def test_pack_writes_a_folder_and_a_zip(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert assay.main(["pack", "autoregressive", "--out", str(tmp_path)]) == 0
    assert "Try it: python" in capsys.readouterr().out
    (tmp_path / "autoregressive" / "my notes.txt").write_text("kept")
    assert assay.main(["pack", "autoregressive", "--out", str(tmp_path)]) == 0
    assert (tmp_path / "autoregressive" / "my notes.txt").exists()
    with zipfile.ZipFile(tmp_path / "autoregressive.zip") as archive:
        assert {f"autoregressive/{name}" for name in ("starter.py", "autoregressive.pyz", "handout.md")} <= set(archive.namelist())
        assert archive.testzip() is None


def test_pack_of_what_there_is_not_is_a_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert assay.main(["pack", "autoregresive", "--out", str(tmp_path)]) == 1
    assert "Did you mean `autoregressive`?" in capsys.readouterr().err
    (tmp_path / "file").write_text("in the way")
    assert assay.main(["pack", "autoregressive", "--out", str(tmp_path / "file")]) == 1
    assert "cannot be written" in capsys.readouterr().err


def test_a_page_is_read_back_as_it_was(kit_of: Kit) -> None:
    for slug in SLUGS:
        with zipfile.ZipFile(io.BytesIO(kit_of(slug)[f"{slug}.pyz"])) as archive:
            page = json.loads(archive.read("assay_check/data/assignment.json"))
        assert contents.noun_of(contents.Page, page) == pack.page_of(assignments.load(FOLDERS.assignments, slug))
