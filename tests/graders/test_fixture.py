"""Stored fixtures that are damaged, mixed up or too old: one sentence with the path and the remedy, before any grading."""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import zipfile
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pydantic import TypeAdapter

from fixtures import build, store
from graders import assignment_file as assignments
from graders import fixture_file as stored
from graders.errors import FixtureError
from graders.fixture import Case, Fixture, TaskFixture, files_of, tasks_of
from graders.fixture_page import TaskPage
from graders.folders import Folders
from graders.job import Answer, Call
from tests.graders import counting

FOLDERS = Folders.of_clone()


@pytest.fixture(scope="module")
def pages() -> dict[str, bytes]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(build, "load_sources", lambda _: counting.sources())
        one = counting.assignment()
        return store.pages(one, build.build(one))


@pytest.fixture
def root(tmp_path: Path, pages: dict[str, bytes]) -> Path:
    store.write(tmp_path, "counting", pages)
    return tmp_path


def told(root: Path, *, public_only: bool = False) -> str:
    with pytest.raises(FixtureError) as error:
        stored.load(root, "counting", public_only=public_only)
    said = str(error.value)
    assert re.fullmatch(r"[^\n]{20,700}\.", said), said
    return said


def refused(root: Path, name: str = "hidden.json") -> str:
    """What a damaged file is told with: its path, and the command that makes the course's own set again."""
    said = told(root)
    assert said.startswith(f"{root / 'counting' / name} "), said
    assert said.endswith(f" Run `assay fixtures build counting --seed SEED --to {root}` with the seed of your course."), said
    return said


def change(root: Path, how: Callable[[Any], object]) -> None:
    page = root / "counting" / "hidden.json"
    tree = json.loads(page.read_text())
    how(tree)
    page.write_text(json.dumps(tree))


def replace_arrays(root: Path, data: bytes) -> None:
    """Another npz, with the hash that the JSON wants: only its content is wrong."""
    (root / "counting" / "hidden.npz").write_bytes(data)
    change(root, lambda tree: tree.update(sha256=hashlib.sha256(data).hexdigest()))


# ---- the JSON ----


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"", "is not JSON"),
        (b"{", "is not JSON (line 1)"),
        (b"\xff\xfe{\x00", "is not JSON"),
        (b"[1, 2]", "it has no `schema`"),
        (b"null", "it has no `schema`"),
        (b"{}", "it has no `schema`"),
        (b'{"schema": NaN}', "is not JSON"),
        (b"[" * 200_000, "is not JSON"),
        (b'{"schema": ["assay/fixture/v1"]}', "is of schema"),
        (b'{"schema": "assay/fixture/v1"}', "`assignment`: Field required"),
    ],
)
def test_what_is_no_fixture_is_told(root: Path, raw: bytes, words: str) -> None:
    (root / "counting" / "hidden.json").write_bytes(raw)
    assert words in refused(root)


def case(tree: Any) -> Any:
    return tree["tasks"]["totals"]["groups"]["many"][0]


def nested(depth: int) -> Any:
    value: Any = 1
    for _ in range(depth):
        value = [value]
    return value


@pytest.mark.parametrize(
    ("how", "words"),
    [
        (lambda t: t.pop("tasks"), "`tasks`"),
        (lambda t: t.pop("sha256"), "`sha256`"),
        (lambda t: t.update(more=1), "`more`"),
        (lambda t: t.update(tasks=[]), "`tasks`"),
        (lambda t: t["tasks"].update(totals=5), "`tasks.totals`"),
        (lambda t: t["tasks"]["totals"].update(mistakes={"late": 5}), "`tasks.totals.mistakes.late`"),
        (lambda t: t["tasks"]["totals"].update(convention=None), "`tasks.totals.convention`"),
        (lambda t: t["tasks"]["totals"]["groups"].update(many=[]), "`tasks.totals.groups.many`"),
        (lambda t: case(t).pop("wrong"), "`tasks.totals.groups.many.0.wrong`"),
        (lambda t: case(t).update(calls=[]), "calls"),
        (lambda t: case(t).update(calls="abc"), "calls"),
        (lambda t: case(t)["calls"][0].update(named=[]), "calls.0.named"),
        (lambda t: case(t).update(tolerance={"float64": "1e-6"}), "tolerance.float64"),
        (lambda t: case(t).update(tolerance={"float64": 0}), "tolerance.float64"),
        (lambda t: case(t).update(own={"float64": 0}), "own.float64"),
        (lambda t: case(t).update(scores={"reference": None}), "scores.reference"),
        (lambda t: case(t)["wrong"]["late"].update(status="fine"), "wrong.late.status"),
        (lambda t: case(t).update(wrong32={"late": {**case(t)["wrong"]["late"], "status": "fine"}}), "wrong32.late"),
        (lambda t: case(t).update(name="totals/many/7"), "names of others"),
        (lambda t: case(t).update(expected={"$array": "nowhere"}), "the array `nowhere` is not in the npz"),
        (lambda t: case(t).update(expected={"$array": [1]}), "$array wants text"),
        (lambda t: case(t).update(expected={"$float": "one"}), "could not convert"),
        (lambda t: case(t).update(expected={"$dict": [[{"$dict": []}, 1]]}), "unhashable"),
        (lambda t: case(t).update(expected={"$dict": 3}), "is not a fixture"),
        (lambda t: case(t).update(expected={"$what": 1}), "unknown tag"),
        (lambda t: case(t).update(expected={"a": 1, "b": 2}), "two tags"),
        (lambda t: case(t).update(expected=nested(600)), "is not"),
    ],
)
def test_a_wrong_value_is_told_with_its_place(root: Path, how: Callable[[Any], object], words: str) -> None:
    change(root, how)
    assert words in refused(root)


# ---- the arrays ----


def archive(**members: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as page:
        for name, data in members.items():
            page.writestr(name.replace("_npy", ".npy"), data)
    return buffer.getvalue()


def npz(**arrays: np.ndarray) -> bytes:
    buffer = io.BytesIO()
    np.savez(buffer, **arrays)  # type: ignore[arg-type]
    return buffer.getvalue()


def npy(array: np.ndarray) -> bytes:
    buffer = io.BytesIO()
    np.save(buffer, array)
    return buffer.getvalue()


HUGE = b"\x93NUMPY\x01\x00v\x00" + b"{'descr': '<f8', 'fortran_order': False, 'shape': (99999999999999,), }".ljust(117) + b"\n"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK",
        b"text",
        npz(a=np.zeros(3))[:-30],
        npz(a=np.zeros(300))[:150],
        npy(np.zeros(3)),
        archive(),
        archive(readme=b"hello"),
        archive(a_npy=b""),
        archive(a_npy=b"\x93NUMPY"),
        archive(a_npy=npy(np.zeros(100))[:200]),
        archive(a_npy=b"not an array"),
        archive(a_npy=HUGE),
        npz(a=np.array([{}, []], dtype=object)),
        npz(a=np.zeros(2, dtype=[("x", "f8")])),
        npz(a=np.array(["2024-01-01"], dtype="M8[D]")),
    ],
)
def test_arrays_that_cannot_be_read_are_told(root: Path, data: bytes) -> None:
    replace_arrays(root, data)
    refused(root, "hidden.json" if data == archive() else "hidden.npz")


def test_a_small_archive_that_means_gigabytes_is_not_unpacked(root: Path) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as page:
        page.writestr("a.npy", b"\0" * 101_000_000)
    replace_arrays(root, buffer.getvalue())
    assert "far larger" in refused(root, "hidden.npz")


def test_a_damaged_byte_is_told(root: Path) -> None:
    path = root / "counting" / "hidden.npz"
    path.write_bytes(path.read_bytes()[:-1] + b"\1")
    assert "one of them was changed" in refused(root, "hidden.npz")


# ---- files and folders ----


@pytest.mark.timeout(20)
@pytest.mark.parametrize("name", ["public.json", "hidden.npz"])
def test_what_is_no_file_is_never_opened(root: Path, name: str) -> None:
    path = root / "counting" / name
    path.unlink()
    assert "is missing" in refused(root, name)
    os.mkfifo(path)
    assert "is not a file" in refused(root, name)
    path.unlink()
    path.mkdir()
    assert "is not a file" in refused(root, name)


def test_a_file_that_may_not_be_read_is_told(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert "cannot be read (Permission denied)" in refused(root, "public.json")


def test_another_assignments_fixture_is_refused(root: Path) -> None:
    for page in (FOLDERS.fixtures / "hidden_markov_models").iterdir():
        (root / "counting" / page.name).write_bytes(page.read_bytes())
    assert "is of the assignment `hidden_markov_models`, not of `counting`" in refused(root, "public.json")


def test_public_cases_copied_over_the_hidden_ones_are_refused(root: Path) -> None:
    for kind in ("json", "npz"):
        (root / "counting" / f"hidden.{kind}").write_bytes((root / "counting" / f"public.{kind}").read_bytes())
    assert "holds the public cases, not the hidden ones" in refused(root)
    assert stored.load(root, "counting", public_only=True).tasks


def test_a_folder_that_is_none_is_told_once(root: Path, tmp_path: Path) -> None:
    (tmp_path / "page").write_text("")
    give = "Give `--fixtures` the folder that `assay fixtures build --to DIR` wrote."
    assert told(root / "nowhere") == f"{root / 'nowhere'} is not there. {give}"
    assert told(tmp_path / "page") == f"{tmp_path / 'page'} is a file, not a folder. {give}"
    assert told(root / "counting") == f"{root / 'counting'} is the folder of one assignment. Give `--fixtures` the folder above it."


def test_the_remedy_of_our_own_set_has_no_seed() -> None:
    with pytest.raises(FixtureError, match=r"fixtures/counting/public\.json is missing\. Run `assay fixtures build counting`\.$"):
        stored.load(FOLDERS.fixtures, "counting")


# ---- a fixture and its assignment ----


@pytest.mark.parametrize("slug", assignments.slugs(FOLDERS.assignments))
@pytest.mark.parametrize("public_only", [False, True])
def test_the_stored_fixtures_are_complete(slug: str, public_only: bool) -> None:
    one = assignments.load(FOLDERS.assignments, slug).automatic
    stored.complete(one, stored.load(FOLDERS.fixtures, slug, public_only=public_only), public_only=public_only)


def too_old(fixture: Fixture, old: str, new: str, *, public_only: bool = False) -> str:
    assert old in counting.YAML
    with pytest.raises(FixtureError) as error:
        stored.complete(counting.assignment(counting.YAML.replace(old, new)), fixture, public_only=public_only)
    assert str(error.value).startswith("The fixtures of `counting` do not fit its assignment.yaml: ")
    assert "Run `assay fixtures build counting --seed SEED --to " in str(error.value)
    return str(error.value)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("cases: many", "cases: more", "check `totals.many` asks for the cases `totals.more`, which are not there"),
        ("totals(x)", "sums(x)", "the task `totals` is gone (and "),
        ("totals(x)", "totals(x, start)", "check `totals.few`: totals/few/0 does not give `start` to `totals(x, start)`"),
        ("totals(x)", "totals()", "gives arguments that `totals()` does not take"),
        ("compare: close, cases: many", "compare: raises, cases: many", "totals/many/0 has an answer where the check wants an exception"),
        ("compare: raises", "compare: close", "totals/empty/0 has the exception ValueError where the check wants an answer"),
        ("part: 1", "part: 2", "split/row/0 has no part 2 in its answer"),
        ("part: 1", "part: mean", "split/row/0 has no part 'mean' in its answer"),
        (
            "compare: close, cases: many",
            "compare: at_least, measure: accuracy, bar: 0.5, cases: many",
            "not one that is judged by behaviour",
        ),
    ],
)
def test_a_fixture_older_than_its_assignment_is_refused(root: Path, old: str, new: str, words: str) -> None:
    assert words in too_old(stored.load(root, "counting"), old, new)


def test_a_new_task_is_told(root: Path) -> None:
    task = (
        "  - entry: product(x)\n    title: Product\n    checks: [{name: few, title: multiplies, compare: close, cases: few, points: 1}]\n"
    )
    old = "  - entry: split(x)"
    assert "the task `product` is new" in too_old(stored.load(root, "counting"), old, task + old)


def test_hidden_checks_need_no_cases_where_only_the_public_ones_are_judged(root: Path) -> None:
    public = stored.load(root, "counting", public_only=True)
    stored.complete(counting.assignment(), public, public_only=True)
    with pytest.raises(FixtureError, match=r"totals\.many"):
        stored.complete(counting.assignment(), public)
    assert "totals.many" in too_old(public, ", hidden: true", "", public_only=True)


def test_an_argument_with_a_default_may_be_left_out(root: Path) -> None:
    one = counting.assignment(counting.YAML.replace("totals(x)", "totals(x, start=0)"))
    assert one.task("totals").required == ("x",)
    stored.complete(one, stored.load(root, "counting"))


def test_equal_arrays_lie_in_the_npz_once() -> None:
    """A mistake's answer that is right in one part is not stored twice; another type or shape is another array."""
    right = np.arange(6.0).reshape(2, 3)
    others = {"whole": right.astype(np.int64), "flat": right.ravel(), "zero": np.zeros(())}
    wrong = {"half": Answer("returned", value=[right.copy(), right.T]), "other": Answer("returned", value=others)}
    case = Case("totals/few/0", (Call("totals", (right.copy(),)),), expected=[right, np.zeros(())], wrong=wrong)
    fixture = Fixture("counting", {"totals": TaskFixture(groups={"few": (case,)})})
    files = files_of(fixture, "hidden", {})
    with np.load(io.BytesIO(files["hidden.npz"])) as arrays:
        assert len(arrays.files) == 5
        page = TypeAdapter(dict[str, TaskPage]).validate_python(json.loads(files["hidden.json"])["tasks"])
        (again,) = tasks_of(page, dict(arrays))["totals"].groups["few"]
    np.testing.assert_equal(asdict(again), asdict(case))
