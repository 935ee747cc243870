"""The CI recipes, run as far as they are shell: public and hidden checks, forks, wrong kits, and what students leave in the way."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from .conftest import ROOT, SLUG, write

CI = ROOT / "examples" / "ci"
SECRET = "s3cret-of-the-course"
WRONG = "\n\ndef forward(A, B, pi, observations):\n    raise ValueError('::stop-commands::x\\n::set-output name=points::100')\n"
PIN = re.compile(r"[\w.-]+/[\w./-]+@[0-9a-f]{40}")

Check = Callable[..., subprocess.CompletedProcess[str]]


def facts(folder: Path) -> dict[str, str]:
    lines = (folder / "points.env").read_text(encoding="utf-8").splitlines()
    return {name.removeprefix("ASSAY_").lower(): value for name, _, value in (line.partition("=") for line in lines)}


def nothing_met(tmp_path: Path) -> bool:
    """Whether no file in the way was run where the checker runs."""
    return not (tmp_path / "met").exists()


# ---- public checks ----


@pytest.mark.parametrize("shell", ["sh", "busybox sh"])
def test_a_right_submission_with_everything_in_the_way(shell: str, check: Check, repository: Path, tmp_path: Path, pyz: bytes) -> None:
    if shutil.which(shell.split()[0]) is None:
        pytest.skip(f"{shell} is not installed")
    run = check(shell=shell, ASSAY_KIT_SHA256=hashlib.sha256(pyz).hexdigest())
    assert run.returncode == 0, run.stdout + run.stderr
    assert facts(repository / "assay-results") == {"points": "44", "possible": "44", "checks": "public", "status": "0"}
    assert nothing_met(tmp_path)
    assert "Public checks only" in (repository / "assay-results/summary.md").read_text(encoding="utf-8")


def test_a_wrong_one_is_annotated_on_its_line(check: Check, repository: Path, tmp_path: Path) -> None:
    work = repository / "work" / f"{SLUG}.py"
    work.parent.mkdir()
    (repository / f"{SLUG}.py").rename(work)
    with work.open("a") as page:
        page.write(WRONG)
    line = work.read_text().split("\n").index("    raise ValueError('::stop-commands::x\\n::set-output name=points::100')") + 1
    out = tmp_path / "out"
    run = check(ASSAY_FILE=f"./work/{SLUG}.py", ASSAY_OUT=str(out), GITHUB_ACTIONS="true", GITHUB_STEP_SUMMARY=str(tmp_path / "summary"))
    assert run.returncode == 1, run.stdout + run.stderr
    assert f"::error file=work/{SLUG}.py,line={line},title=The forward algorithm%3A" in (out / "annotations.txt").read_text()
    before, stopped, after = re.split(r"^::(?:stop-commands::)?[0-9a-f]{32}(?:::)?$", run.stdout, flags=re.MULTILINE)
    assert "set-output" in stopped, "what the student wrote stands where the runner takes no commands"
    assert "::" not in before
    assert all(line.startswith(f"::error file=work/{SLUG}.py,line=") for line in after.strip().splitlines())
    assert int(ElementTree.parse(out / "junit.xml").getroot().get("failures", "0")) > 0
    [issue, *_] = json.loads((out / "codequality.json").read_text())
    assert issue["location"] == {"path": f"work/{SLUG}.py", "lines": {"begin": line}}
    assert {"description", "check_name", "fingerprint", "severity", "location"} == set(issue)
    assert (tmp_path / "summary").read_text() == (out / "summary.md").read_text()
    assert float(facts(out)["points"]) < 44


def test_a_fork_without_the_secret_gets_public_checks_and_is_told(check: Check, repository: Path, staff: Path) -> None:
    run = check(ASSAY_STAFF_URL=staff.as_uri(), ASSAY_STAFF_TOKEN="")
    assert run.returncode == 0, run.stdout + run.stderr
    assert facts(repository / "assay-results")["checks"] == "public"
    assert "no access to the staff repository" in (repository / "assay-results/summary.md").read_text(encoding="utf-8")


def test_a_kit_from_a_url_is_compared_with_its_sha256(check: Check, repository: Path, tmp_path: Path, pyz: bytes) -> None:
    url = (repository / f"{SLUG}.pyz").as_uri()
    right = hashlib.sha256(pyz).hexdigest()
    work = str(tmp_path / "work")
    assert check("fetch", ASSAY_WORK=work, ASSAY_KIT=url, ASSAY_KIT_SHA256=right).returncode == 0
    for kit, digest, said in (
        (url, "", "needs its SHA-256"),
        (url, "0" * 64, "is another one"),
        (f"{SLUG}.pyz", "0" * 64, "is another one"),
    ):
        run = check(ASSAY_KIT=kit, ASSAY_KIT_SHA256=digest)
        assert run.returncode == 2
        assert said in run.stderr
        assert facts(repository / "assay-results") == {"points": "", "possible": "", "checks": "public", "status": "2"}


def _broken(folder: Path) -> None:
    (folder / f"{SLUG}.py").unlink()
    write(folder / f"{SLUG}.ipynb", '{"cells": [{"cell_type": "co')


def _missing(folder: Path) -> None:
    (folder / f"{SLUG}.py").unlink()


def _two(folder: Path) -> None:
    write(folder / f"{SLUG}.ipynb", "{}")


def _link(folder: Path) -> None:
    (folder / f"{SLUG}.py").unlink()
    (folder / f"{SLUG}.py").symlink_to("/etc/passwd")


@pytest.mark.parametrize(
    ("make", "status", "said"),
    [
        (_broken, 1, "is not valid JSON"),
        (_missing, 2, "has no hidden_markov_models.ipynb or"),
        (_two, 2, "Keep one"),
        (_link, 2, "is a link"),
    ],
)
def test_an_unreadable_submission(make: Callable[[Path], None], status: int, said: str, check: Check, repository: Path) -> None:
    make(repository)
    run = check()
    assert run.returncode == status, run.stdout + run.stderr
    out = repository / "assay-results"
    assert said in (out / "summary.md").read_text(encoding="utf-8").replace("\\", "")
    suite = ElementTree.parse(out / "junit.xml").getroot()
    assert (suite.get("errors") != "0") == (status == 2)
    assert facts(out)["points"] == ("0" if status == 1 else "")


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"ASSAY_FILE": "../other.py"}, "is not in the submitted repository"),
        ({"ASSAY_ASSIGNMENT": "../x"}, "is no assignment"),
        ({"ASSAY_KIT": ""}, "There is no kit"),
        ({"ASSAY_STAFF_TOKEN": SECRET}, "Set ASSAY_STAFF_URL"),
        ({"ASSAY_STAFF_TOKEN": SECRET, "ASSAY_STAFF_URL": "file:///nowhere"}, "cannot be fetched"),
        ({"ASSAY_OUT": "/"}, "holds the submitted repository"),
        ({"ASSAY_WORK": "inside"}, "is in the submitted repository"),
    ],
)
def test_misuse_is_a_sentence_and_status_2(settings: dict[str, str], said: str, check: Check, repository: Path) -> None:
    write(repository.parent / "other.py", "")
    run = check(**settings)
    assert run.returncode == 2, run.stdout + run.stderr
    assert said in run.stderr + run.stdout
    assert SECRET not in run.stderr + run.stdout


# ---- hidden checks ----


def test_hidden_checks_run_without_the_secret(check: Check, repository: Path, staff: Path, tmp_path: Path) -> None:
    (repository / "mine").mkdir()
    (repository / f"{SLUG}.py").rename(repository / "mine" / "my hmm.py")
    write(repository / "mine" / f"{SLUG}.py", "raise SystemExit  # another file of the assignment's name\n")
    with (repository / "mine" / "my hmm.py").open("a") as page:
        page.write(WRONG)
    work, out = tmp_path / "work", tmp_path / "out"
    given = {"ASSAY_WORK": str(work), "ASSAY_OUT": str(out), "ASSAY_FIXTURES": "private", "ASSAY_STAFF_URL": staff.as_uri()}
    given["ASSAY_FILE"] = "mine/my hmm.py"
    head = subprocess.run(["git", "rev-parse", "HEAD"], cwd=staff, capture_output=True, text=True, check=True).stdout.strip()
    assert check("fetch", **given, ASSAY_STAFF_TOKEN=SECRET, ASSAY_STAFF_REF=head).returncode == 0
    kept = [path for path in work.rglob("*") if path.name == ".git" or (path.is_file() and SECRET.encode() in path.read_bytes())]
    assert kept == [], "nothing of the secret stays in a file"
    assert (work / "staff/private" / SLUG / "hidden.npz").is_file()

    refused = check("grade", **given, ASSAY_STAFF_TOKEN=SECRET)
    assert refused.returncode == 2
    assert "The secret is in the environment" in refused.stderr

    (tmp_path / "environments").write_text("")
    run = check("grade", **given)
    assert run.returncode == 1, run.stdout + run.stderr
    assert SECRET not in (tmp_path / "environments").read_text()
    assert nothing_met(tmp_path)
    told = facts(out)
    assert (told["possible"], told["checks"], told["status"]) == ("100", "hidden", "1")
    assert 0 < float(told["points"]) < 100
    summary = (out / "summary.md").read_text(encoding="utf-8")
    hidden = [line for line in summary.splitlines() if "(hidden)" in line]
    assert len(hidden) > 20
    assert not any("<br>" in line for line in hidden), "no text of a hidden check"
    annotations = (out / "annotations.txt").read_text()
    assert "::error file=mine/my hmm.py,line=" in annotations
    assert "::failed" in annotations
    assert not (out / "card.json").exists(), "the scorecard knows more than a student may"


def test_all_parts_in_one_call_and_without_a_sandbox_nothing_is_graded(check: Check, repository: Path, staff: Path, tmp_path: Path) -> None:
    programs = tmp_path / "bin"
    programs.mkdir()
    for name in ("sh", "git", "mktemp", "dirname", "basename", "cat", "rm", "mkdir", "chmod", "cp", "base64", "tr", "od", "grep", "env"):
        (programs / name).symlink_to(shutil.which(name) or "/nowhere")
    assert shutil.which("bwrap", path=str(programs)) is None
    given = {"ASSAY_FIXTURES": "private", "ASSAY_STAFF_URL": staff.as_uri(), "ASSAY_STAFF_TOKEN": SECRET}
    run = check(**given, PATH=str(programs), shell=shutil.which("sh") or "sh")
    assert run.returncode == 2, run.stdout + run.stderr
    assert facts(repository / "assay-results")["points"] == ""
    seen = (tmp_path / "environments").read_text()
    assert "ASSAY_ASSIGNMENT=" in seen
    assert SECRET not in seen, "neither the grader nor the shell that started it ever had the secret"
    assert "bubblewrap is not installed" in (repository / "assay-results/summary.md").read_text()


# ---- the files of GitHub and GitLab ----


def pages() -> list[Path]:
    return sorted(CI.rglob("*.yml"))


def steps(path: Path) -> list[dict[str, Any]]:
    page = yaml.safe_load(path.read_text(encoding="utf-8"))
    jobs = [page["runs"]] if "runs" in page else list(page.get("jobs", {}).values())
    return [step for job in jobs for step in job["steps"]]


@pytest.mark.parametrize("path", pages(), ids=lambda path: path.name)
def test_nothing_can_be_injected_and_all_is_pinned(path: Path) -> None:
    for step in steps(path) if path.parent.name == "github" else []:
        assert "${{" not in step.get("run", "")
        assert "uses" not in step or PIN.fullmatch(step["uses"]), step["uses"]
        if str(step.get("uses", "")).startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] is False
    page = yaml.safe_load(path.read_text(encoding="utf-8"))
    events = page.get(True, {})  # YAML reads `on` as true
    assert "pull_request_target" not in events
    if "jobs" in page:
        assert page["permissions"] == {"contents": "read"}


def test_only_the_fetch_step_has_the_secret() -> None:
    holders = [step for step in steps(CI / "github/action.yml") if "staff-token" in json.dumps(step)]
    assert [step["run"].split()[-1] for step in holders] == ["fetch"]


@pytest.mark.parametrize("secret", ["", SECRET])
def test_the_steps_of_the_action(secret: str, repository: Path, staff: Path, tmp_path: Path, python: Path) -> None:
    page = yaml.safe_load((CI / "github/action.yml").read_text(encoding="utf-8"))
    given = {"assignment": SLUG, "kit": f"{SLUG}.pyz", "staff-token": secret, "fixtures": "private", "staff-repository": staff.name}
    values = {f"inputs.{name}": given.get(name, one.get("default", "")) for name, one in page["inputs"].items()}
    values["runner.temp"] = str(tmp_path / "temp")
    values["inputs.staff-repository && format('{0}/{1}', github.server_url, inputs.staff-repository) || ''"] = staff.as_uri()
    outputs: dict[str, str] = {}
    for step in page["runs"]["steps"]:
        if "run" not in step:
            continue
        own = {name: re.sub(r"\$\{\{ (.*?) \}\}", lambda found: values[found[1]], text) for name, text in step["env"].items()}
        files = {name: str(tmp_path / f"{name}-{step['name']}") for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")}
        fixed = {"GITHUB_ACTIONS": "true", "GITHUB_ACTION_PATH": str(CI / "github"), "GITHUB_WORKSPACE": str(repository)}
        base = {"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), "RUNNER_TEMP": str(tmp_path / "temp"), "ASSAY_PYTHON": str(python)}
        write(tmp_path / "step.sh", step["run"])
        run = subprocess.run(
            [step["shell"], "-e", str(tmp_path / "step.sh")],
            cwd=repository, env={**base, **fixed, **files, **own}, capture_output=True, text=True, timeout=120, check=False,
        )  # fmt: skip
        assert run.returncode == 0, run.stdout + run.stderr
        if step.get("id") == "grade":
            outputs = dict(line.split("=", 1) for line in Path(files["GITHUB_OUTPUT"]).read_text().splitlines())
            assert Path(files["GITHUB_STEP_SUMMARY"]).read_text().startswith("## Hidden Markov models: ")
    wanted = re.findall(r"steps\.grade\.outputs\.(\w+)", json.dumps(page["outputs"]))
    points = "100" if secret else "44"
    assert {name: outputs[name] for name in wanted} == {
        "points": points, "possible": points, "checks": "hidden" if secret else "public", "status": "0",
    }  # fmt: skip
    assert (tmp_path / "temp/assay-results/junit.xml").is_file()
    assert nothing_met(tmp_path)


def test_gitlab_only_calls_the_script_and_reads_what_it_writes() -> None:
    job = yaml.safe_load((CI / "gitlab/assay.yml").read_text(encoding="utf-8"))["assay"]
    assert job["script"] == ['sh "$CI_PROJECT_DIR.tmp/ci/sh/check.sh"']
    assert set(job["artifacts"]["reports"].values()) == {
        f"assay-results/{name}" for name in ("junit.xml", "codequality.json", "points.env")
    }


def test_shellcheck_is_silent() -> None:
    if shutil.which("shellcheck") is None:
        pytest.skip("shellcheck is not installed")
    scripts = [CI / "sh/check.sh", *sorted((ROOT / "kit/gradescope").glob("*.sh")), ROOT / "kit/gradescope/run_autograder"]
    run = subprocess.run(["shellcheck", *map(str, scripts)], capture_output=True, text=True, timeout=60, check=False)
    assert run.stdout == ""
