"""Several devices: verdicts side by side, tensors where they belong, and a GPU where there is one."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from types import SimpleNamespace

import pytest

from fixtures import build
from graders import assignment_file as assignments
from graders import fixture_file as fixtures
from graders import submission as submissions
from graders.course import Course
from graders.errors import ExecutorError
from graders.executors import devices, executor
from graders.fixture import Fixture
from graders.folders import Folders
from graders.grade import grade
from graders.job import Answer, Job, Limits, Loaded, Package
from graders.scorecard import Check, Made, Scorecard, Student, Task
from graders.scorecard import Submission as Handed
from graders.side_by_side import side_by_side
from graders.submission import Submission
from graders.worker.devices import Device
from reports.sheet import render_sheet
from tests.graders import counting

gpu = pytest.mark.skipif(not devices.gpus(), reason="there is no NVIDIA GPU here")


def card(outcomes: dict[str, str], *, note: str = "") -> Scorecard:
    def check(name: str, outcome: str) -> Check:
        points = 2.0 * (outcome == "passed")
        said = None if outcome == "passed" else f"why {outcome}"
        return Check(
            name=name, title=f"does {name}", hidden=False, outcome=outcome, status="returned", points=points, possible=2.0, rationale=said
        )  # type: ignore[arg-type]

    checks = tuple(check(name, outcome) for name, outcome in outcomes.items())
    task = Task(name="f", title="F", points=sum(c.points for c in checks), possible=2.0 * len(checks), checks=checks)
    made = Made(assay="0", fixtures="0", python="3", numpy="2", executor="local", seconds=1.0)
    return Scorecard(
        assignment="a",
        title="A",
        student=Student(id="s"),
        submission=Handed(files=(), notes=(note,) if note else ()),
        device="cpu",
        framework="torch",
        points=task.points,
        possible=task.possible,
        complete="ungraded" not in outcomes.values(),
        tasks=(task,),
        made=made,
    )


@pytest.mark.parametrize(
    ("cpu", "cuda", "outcome", "words"),
    [
        ("passed", "passed", "passed", None),
        ("passed", "failed", "failed", "It passes on the CPU only. On the GPU: why failed"),
        ("failed", "passed", "failed", "It passes on the GPU only. On the CPU: why failed"),
        ("failed", "failed", "failed", "why failed"),
        ("passed", "skipped", "skipped", "It passes on the CPU only. On the GPU: why skipped"),
        ("failed", "ungraded", "ungraded", "why ungraded"),
        ("passed", "ungraded", "ungraded", "It passes on the CPU only. On the GPU: why ungraded"),
    ],
)
def test_a_check_passes_where_it_passes_everywhere(cpu: str, cuda: str, outcome: str, words: str | None) -> None:
    both = side_by_side({"cpu": card({"one": cpu, "two": "passed"}, note="met"), "cuda": card({"one": cuda, "two": "passed"}, note="met")})
    one, two = both.tasks[0].checks
    assert (one.outcome, one.rationale) == (outcome, words)
    assert one.evidence["devices"] == {"cpu": cpu, "cuda": cuda}
    assert two.outcome == "passed"
    assert both.points == both.tasks[0].points == (4.0 if outcome == "passed" else 2.0)
    assert (both.device, both.made.seconds, both.submission.notes) == ("all", 2.0, ("met",))
    assert both.complete is ("ungraded" not in (cpu, cuda))
    page = render_sheet(both)
    assert "On each device" in page
    assert "CPU and GPU" in page


class OnePerDevice:
    """An executor on whose GPU `totals` is wrong."""

    name = "stand-in"

    def __init__(self) -> None:
        self.opened: list[str] = []

    @contextlib.contextmanager
    def open(self, package: Package, limits: Limits, device: str, *, keep_notebook: bool = False) -> Iterator[SimpleNamespace]:
        self.opened.append(device)

        def answer(job: Job) -> Answer:
            return Answer("missing", detail="gone") if device == "cuda" else Answer("raised", detail="no")

        yield SimpleNamespace(loaded=Loaded(framework="torch"), answer=answer)


@pytest.mark.parametrize(
    ("imports", "asked", "opened"),
    [({"torch"}, "all", ["cpu", "cuda"]), ({"torch"}, "cuda", ["cuda"]), ({"numpy"}, "all", ["cpu"]), ({"tensorflow"}, "cuda", ["cpu"])],
)
def test_only_torch_goes_to_the_gpu(imports: set[str], asked: str, opened: list[str], counting_fixture: Fixture) -> None:
    where = OnePerDevice()
    handed = Submission("ann", "counting", Package("a.py", {"a.py": b""}, frozenset(imports)))
    found = grade(handed, Course(counting.assignment(), counting_fixture), where, device=asked)  # type: ignore[arg-type]
    assert where.opened == opened
    assert found.device == ("all" if len(opened) > 1 else opened[0])


@pytest.fixture(scope="module")
def counting_fixture() -> Fixture:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(build, "load_sources", lambda _: counting.sources())
        return build.build(counting.assignment())


def test_tensors_are_placed_and_a_cpu_has_no_gpu_memory() -> None:
    torch = pytest.importorskip("torch")
    tensor = torch.ones(2)
    assert Device().place(tensor) is tensor
    assert Device("meta").place(tensor).device.type == "meta"
    device = Device("cpu", 100)
    device.begin()
    assert device.held_mb() == 0.0


def test_a_gpu_that_torch_cannot_use_is_told_before_anything_is_graded(monkeypatch: pytest.MonkeyPatch, tmp_path) -> None:  # type: ignore[no-untyped-def]
    """The machine has the device file, and this PyTorch is a CPU build."""
    if devices.gpus():
        pytest.skip("there is a GPU here")
    (tmp_path / "nvidia0").touch()
    monkeypatch.setattr(devices, "_NODES", tmp_path)
    with pytest.raises(ExecutorError, match=r"cannot compute on the GPU.*CUDA build"):
        executor("local").prove("cuda")


@gpu
@pytest.mark.cuda
@pytest.mark.parametrize("kind", ["local", "sandbox"])
def test_a_right_torch_submission_passes_on_both(kind: str) -> None:
    folders, slug = Folders.of_clone(), "gated_recurrent_networks"
    plan = assignments.load(folders.assignments, slug)
    path = folders.assignments.parent / "tests" / "submissions" / slug / "right" / "torch_idiom.py"
    where = executor(kind)
    where.prove("cuda")
    handed = submissions.of_file(path, {slug: plan.entries}, slug)
    found = grade(handed, Course(plan, fixtures.load(folders.fixtures, slug)), where, device="all")
    assert found.points == found.possible, [c.rationale for t in found.tasks for c in t.checks if c.outcome != "passed"]


HOG = b"""
import torch
FRAMEWORK = "torch"
def hog(x):
    return torch.ones(1 << 36, device=x.device).sum()
def made_on_the_cpu(x):
    return x + torch.ones(3)
def seen(x):
    return str(x.device)
"""


@gpu
@pytest.mark.cuda
def test_a_hog_is_stopped_and_inputs_lie_on_the_gpu() -> None:
    import numpy as np

    from graders.job import Call

    with executor("local").open(Package("a.py", {"a.py": HOG}, frozenset({"torch"})), Limits(), "cuda") as session:
        told = {name: session.answer(Job(name, (Call(name, (np.ones(3),)),))) for name in ("seen", "hog", "made_on_the_cpu")}
    assert told["seen"].value == "cuda:0"
    assert told["hog"].status == "out_of_memory"
    assert told["made_on_the_cpu"].status == "raised"
