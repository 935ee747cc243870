"""`assay pack SLUG --gradescope`: the autograder is unpacked as Gradescope does it, and run on submissions of all kinds."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import stat
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import assay
from graders.folders import Folders

from .conftest import IN_THE_WAY, RIGHT, ROOT, SLUG, write

TOP = {"score", "execution_time", "output", "output_format", "test_output_format", "test_name_format", "visibility", "stdout_visibility"}
TOP |= {"extra_data", "tests", "leaderboard"}
EACH = {"score", "max_score", "status", "name", "name_format", "number", "output", "output_format", "tags", "visibility", "extra_data"}
WRONG = "\n\ndef forward(A, B, pi, observations):\n    return None\n"
LOOP = "\n\ndef forward(A, B, pi, observations):\n    while True:\n        pass\n"


@pytest.fixture(scope="session")
def zips(tmp_path_factory: pytest.TempPathFactory) -> dict[bool, Path]:
    """The autograder with the public checks (False) and with the hidden ones (True)."""
    made = {}
    for hidden in (False, True):
        out = tmp_path_factory.mktemp("packed")
        own = ["--hidden", "--fixtures", str(Folders.of_clone().fixtures)] if hidden else []
        assert assay.main(["pack", SLUG, "--gradescope", *own, "--out", str(out)]) == 0
        [made[hidden]] = out.iterdir()
    return made


class Container:
    """A folder laid out as Gradescope's /autograder."""

    def __init__(self, root: Path, archive: Path) -> None:
        self.root, self.submission, self.results = root, root / "submission", root / "results" / "results.json"
        self.submission.mkdir(parents=True)
        with zipfile.ZipFile(archive) as packed:
            packed.extractall(root / "source")
        self.environment = {**os.environ, "ASSAY_AUTOGRADER": str(root), "ASSAY_PYTHON": sys.executable, "PYTHONPATH": str(self.submission)}

    def start(self) -> subprocess.Popen[str]:
        command = ["sh", str(self.root / "source" / "run_autograder")]
        return subprocess.Popen(
            command,
            cwd=self.root,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )

    def run(self) -> tuple[int, str, dict[str, Any]]:
        """Exit status, log, and results.json."""
        with self.start() as process:
            log, _ = process.communicate(timeout=120)
        return process.returncode, log, self.page()

    def page(self) -> dict[str, Any]:
        page = json.loads(self.results.read_text(encoding="utf-8"))
        assert set(page) <= TOP
        assert page["visibility"] == "visible"
        assert page["stdout_visibility"] == "hidden"
        for one in page["tests"]:
            assert set(one) <= EACH
            assert one["visibility"] in ("visible", "after_published")
            assert one.get("status") in ("passed", "failed", None)
        return page


@pytest.fixture
def container(tmp_path: Path, zips: dict[bool, Path]) -> Callable[..., Container]:
    return lambda *, hidden=False: Container(tmp_path / "autograder", zips[hidden])


def outcomes(page: dict[str, Any]) -> set[str]:
    return {one["extra_data"]["outcome"] for one in page["tests"]}


def test_a_right_one_whatever_lies_beside_it(container: Callable[..., Container], tmp_path: Path) -> None:
    place = container()
    (place.submission / "my hmm.py").write_bytes(RIGHT.read_bytes())
    for name in (name for name in IN_THE_WAY if "/" in name or name in ("numpy.py", "sitecustomize.py")):
        write(place.submission / name, f"open({str(tmp_path / 'met')!r}, 'a').write(__name__)\nraise SystemExit('in the way')\n")
    metadata = {"id": 7, "users": [{"email": "a@b.c", "id": 1, "name": "A"}, {"id": 2}], "assignment": {"total_points": "50.0"}}
    write(place.root / "submission_metadata.json", json.dumps(metadata))
    status, log, page = place.run()
    assert status == 0, log
    assert page["score"] == 44
    assert outcomes(page) == {"passed"}
    assert sum(one["score"] for one in page["tests"]) == 44
    assert "hidden ones are judged when the work is graded" in page["output"]
    assert page["extra_data"]["submission"] == 7
    assert page["extra_data"]["users"] == ["a@b.c", "2"]
    assert "give it 44 there" in log
    assert not (tmp_path / "met").exists()


@pytest.mark.parametrize("metadata", ["{", "[]", '{"users": 3}', '{"users": [1], "assignment": []}'])
def test_odd_metadata_stops_nothing(metadata: str, container: Callable[..., Container]) -> None:
    place = container()
    write(place.submission / "notes.txt", "no code")
    write(place.root / "submission_metadata.json", metadata)
    status, log, page = place.run()
    assert status == 1, log
    assert "There is no .py or .ipynb file" in page["output"]


def test_several_files_with_a_wrong_one(container: Callable[..., Container]) -> None:
    place = container()
    text = RIGHT.read_text(encoding="utf-8")
    write(place.submission / f"{SLUG}.py", f"import parts\n{text}\n\ndef forward(A, B, pi, observations):\n    return parts.wrong\n")
    write(place.submission / "parts.py", "wrong = None\n")
    status, log, page = place.run()
    assert status == 0, log
    assert outcomes(page) == {"passed", "failed", "skipped"}
    assert page["score"] == sum(one["score"] for one in page["tests"]) < 44
    [failed, *_] = [one for one in page["tests"] if one["extra_data"]["outcome"] == "failed"]
    assert failed["output"]


def test_a_broken_notebook_says_so(container: Callable[..., Container]) -> None:
    place = container()
    write(place.submission / "HMM final.ipynb", '{"cells": [{"cell_type": "co')
    status, log, page = place.run()
    assert status == 0, log
    assert page["score"] == 0
    assert "is not valid JSON" in page["output"]


def test_two_files_are_ungraded_and_no_zero(container: Callable[..., Container]) -> None:
    place = container()
    for ending in ("py", "ipynb"):
        write(place.submission / f"{SLUG}.{ending}", "")
    status, log, page = place.run()
    assert status == 1
    assert "score" not in page
    assert all("score" not in one for one in page["tests"])
    assert page["output"].startswith("Ungraded, not a zero: There are 2 files")
    assert "Ungraded, not a zero:" in log


def test_an_endless_loop_leaves_what_was_graded_before_it(container: Callable[..., Container]) -> None:
    """Gradescope's time limit ends the container: what counts is what was written by then."""
    place = container()
    write(place.submission / f"{SLUG}.py", RIGHT.read_text(encoding="utf-8") + LOOP)
    begun = time.monotonic()
    page: dict[str, Any] = {}
    with place.start() as process:
        try:
            while time.monotonic() < begun + 60 and not {"passed", "ungraded"} <= outcomes(page or {"tests": []}):
                time.sleep(0.05)
                page = place.page() if place.results.exists() else {}
        finally:
            os.killpg(process.pid, signal.SIGKILL)
    assert page["output"].startswith("Grading has not ended:")
    assert 0 < page["score"] < 44
    waiting = [one for one in page["tests"] if one["extra_data"]["outcome"] == "ungraded"]
    assert {one["output"] for one in waiting} == {"Not run yet."}
    assert not any("score" in one or "status" in one for one in waiting)


def test_hidden_checks_are_shown_after_publishing_and_without_texts(container: Callable[..., Container]) -> None:
    place = container(hidden=True)
    write(place.submission / "mine.py", RIGHT.read_text(encoding="utf-8") + WRONG)
    status, log, page = place.run()
    assert status == 0, log
    assert 44 < page["score"] < 100
    assert sum(one["max_score"] for one in page["tests"]) == 100
    hidden = [one for one in page["tests"] if one["visibility"] == "after_published"]
    assert {"passed", "failed"} == {one["extra_data"]["outcome"] for one in hidden}
    assert {one["output"] for one in hidden} == {""}
    assert any(one["output"] for one in page["tests"] if one not in hidden)


def test_without_a_sandbox_it_is_ungraded_with_the_reason(container: Callable[..., Container], tmp_path: Path) -> None:
    place = container(hidden=True)
    (place.submission / "mine.py").write_bytes(RIGHT.read_bytes())
    (tmp_path / "bin").mkdir()
    for name in ("sh", "mkdir", "cat"):
        (tmp_path / "bin" / name).symlink_to(shutil.which(name) or "/nowhere")
    place.environment["PATH"] = str(tmp_path / "bin")
    status, log, page = place.run()
    assert status == 1, log
    assert page["output"].startswith("Ungraded, not a zero: bubblewrap is not installed")
    assert "score" not in page
    assert outcomes(page) == {"ungraded"}


def test_a_failed_setup_is_told(container: Callable[..., Container]) -> None:
    place = container()
    place.environment["ASSAY_PYTHON"] = str(place.root / "nothing")
    status, log, page = place.run()
    assert status == 1
    assert "setup.sh has not made" in log
    assert page["output"].startswith("Ungraded, not a zero:")


def test_the_zips_hold_what_they_should(zips: dict[bool, Path]) -> None:
    for hidden, path in zips.items():
        with zipfile.ZipFile(path) as packed:
            modes = {item.filename: item.external_attr >> 16 for item in packed.infolist()}
            text = b"".join(packed.read(name) for name in ("setup.sh", "run_autograder"))
        assert all(modes[name] & stat.S_IXUSR for name in ("setup.sh", "run_autograder"))
        assert b"@ENDING@" not in text
        assert (b"bubblewrap" in text) == hidden
        names = " ".join(modes)
        assert (f"fixtures/{SLUG}/hidden.npz" in names) == hidden
        assert not re.search(r"reference/|mistakes\.py|cases\.py|tests/|evaluation", names)


def test_packing_twice_gives_the_same_bytes(zips: dict[bool, Path], tmp_path: Path) -> None:
    assert assay.main(["pack", SLUG, "--gradescope", "--out", str(tmp_path)]) == 0
    assert (tmp_path / f"{SLUG}-gradescope.zip").read_bytes() == zips[False].read_bytes()


@pytest.mark.parametrize(
    "words", [["--hidden"], ["--gradescope", "--fixtures", "x"], ["--gradescope", "--hidden", "--fixtures", "/nowhere"]]
)
def test_misuse_is_a_sentence(words: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert assay.main(["pack", SLUG, *words, "--out", str(tmp_path)]) == 1
    assert capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_setup_needs_nothing_that_is_not_packed() -> None:
    text = (ROOT / "kit/gradescope/setup_hidden.sh").read_text(encoding="utf-8")
    assert set(re.findall(r"\$here/([\w.]+)", text)) == {"constraints.txt", "requirements.txt"}
