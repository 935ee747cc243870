"""The switch for from-scratch tasks: library names that the code of a task must not use, however they are written."""

from __future__ import annotations

import json

import pytest

from fixtures import build
from graders.course import Course
from graders.errors import AssignmentError
from graders.forbid import uses
from graders.grade import grade
from graders.job import Package
from graders.scorecard import Scorecard
from graders.source import Page, pages
from graders.submission import Submission
from tests.graders import counting
from tests.graders.in_process import InProcess

CONV = ["torch.nn.functional.conv2d", "torch.nn.Conv2d"]


def found(text: str, entry: str = "conv2d", forbidden: list[str] = CONV) -> list[tuple[int, str]]:
    return [(use.line, use.name) for use in uses([Page("a.py", text)], entry, forbidden)]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("import torch\ndef conv2d(x, w):\n    return torch.nn.functional.conv2d(x, w)\n", 3),
        ("import torch.nn.functional as F\ndef conv2d(x, w):\n    return F.conv2d(x, w)\n", 3),
        ("from torch.nn import functional\ndef conv2d(x, w):\n    return functional.conv2d(x, w)\n", 3),
        ("from torch.nn.functional import conv2d as slide\ndef conv2d(x, w):\n    return slide(x, w)\n", 3),
        ("from torch.nn.functional import *\ndef conv(x, w):\n    return conv2d(x, w)\n", 3),
        ("import torch\nnn = torch.nn\nF = nn.functional\nslide = F.conv2d\ndef conv2d(x, w):\n    return slide(x, w)\n", 4),
        ("import torch\ndef conv2d(x, w):\n    import torch.nn.functional as F\n    return F.conv2d(x, w)\n", 4),
        ("import torch.nn as nn\ndef conv2d(x, w):\n    return getattr(nn.functional, 'conv2d')(x, w)\n", 3),
        ("import importlib\nF = importlib.import_module('torch.nn.functional')\ndef conv2d(x, w):\n    return F.conv2d(x, w)\n", 4),
        ("from torch import nn\nLAYER = nn.Conv2d(3, 4, 3)\ndef conv2d(x, w):\n    return LAYER(x)\n", 2),
        ("from torch import nn\nclass Layer(nn.Conv2d):\n    pass\ndef conv2d(x, w):\n    return Layer(3, 4, 3)(x)\n", 2),
        ("from torch import nn\ndef own(x):\n    return nn.Conv2d(3, 4, 3)(x)\ndef conv2d(x, w):\n    return own(x)\n", 3),
        ("try:\n    from torch import nn\nexcept ImportError:\n    nn = None\ndef conv2d(x, w):\n    return nn.Conv2d(3, 4, 3)(x)\n", 6),
    ],
)
def test_a_forbidden_name_is_found_through_every_alias(text: str, line: int) -> None:
    entry = "conv" if "def conv(" in text else "conv2d"
    assert line in [at for at, _ in found(text, entry)]


@pytest.mark.parametrize(
    "text",
    [
        "import torch\ndef conv2d(x, w):\n    return torch.nn.functional.unfold(x, 3)\n",
        "import torch.nn.functional as F\ndef conv2d(x, w):\n    return x @ w\ndef another(x, w):\n    return F.conv2d(x, w)\n",
        "def conv2d(x, w):\n    '''Like torch.nn.functional.conv2d.'''\n    return x\n",
        "class F:\n    @staticmethod\n    def conv2d(x, w):\n        return x\ndef conv2d(x, w):\n    return F.conv2d(x, w)\n",
        "import torch\ndef conv2d(x, w):\n    return torch.nn.functional.conv2d_of_mine(x)\n",
        "def conv2d(x, w:\n",
    ],
)
def test_what_is_not_forbidden_or_not_used_by_the_entry_is_fine(text: str) -> None:
    assert found(text) == []


def test_a_module_that_is_forbidden_covers_all_that_is_in_it() -> None:
    text = "import torch\ndef conv2d(x, w):\n    y = torch.nn.functional.relu(x)\n    return torch.nn.Linear(3, 4)(y)\n"
    assert found(text, forbidden=["torch.nn"]) == [(3, "torch.nn"), (4, "torch.nn")]


def test_cells_of_a_notebook_are_one_source() -> None:
    cells = ["import torch.nn as nn", "%matplotlib inline\ndef lstm(x):\n    return nn.LSTM(2, 3)(x)"]
    book = {"cells": [{"cell_type": "code", "source": text} for text in cells]}
    [use] = uses(pages("a.ipynb", json.dumps(book).encode()), "lstm", ["torch.nn.LSTM"])
    assert use.sentence.startswith("a.ipynb, cell 2, line 3 uses `nn.LSTM` (that is `torch.nn.LSTM`)")


CUMSUM = "import numpy as np\ndef totals(x):\n    return np.cumsum(x)\ndef split(x):\n    return x.sum(), x.mean()\n"


@pytest.fixture(scope="module")
def course() -> Course:
    plan = counting.assignment(counting.YAML.replace("    title: Running", "    forbid: [numpy.cumsum]\n    title: Running"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(build, "load_sources", lambda _: counting.sources())
        return Course(plan, build.build(plan))


def graded(course: Course, source: str) -> Scorecard:
    return grade(Submission("ada", "counting", Package("a.py", {"a.py": source.encode()})), course, InProcess())


def test_who_uses_it_loses_that_task_and_reads_the_line(course: Course) -> None:
    totals, split = graded(course, CUMSUM).tasks
    assert (totals.points, split.points) == (0, split.possible)
    assert {check.outcome for check in totals.checks} == {"failed", "skipped"}
    assert totals.checks[0].rationale == (
        "a.py, line 3 uses `np.cumsum` (that is `numpy.cumsum`), which this task asks you to write yourself."
    )


def test_who_writes_it_by_hand_keeps_the_points(course: Course) -> None:
    refuses = "    if not len(x):\n        raise ValueError('empty')\n"
    own = f"import numpy as np\ndef totals(x):\n{refuses}    return [sum(x[: i + 1]) for i in range(len(x))]\n"
    totals = graded(course, own).tasks[0]
    assert totals.points == totals.possible


def test_a_name_that_is_none_is_told() -> None:
    with pytest.raises(AssignmentError, match=r"line 5: .*forbid.*`np cumsum` is no name of a library"):
        counting.assignment(counting.YAML.replace("    title: Running", "    forbid: [np cumsum]\n    title: Running"))
