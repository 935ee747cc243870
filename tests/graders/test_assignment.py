"""assignment.yaml: what is wrong in it is named by file, line and key."""

from __future__ import annotations

from pathlib import Path

import pytest

from graders import assignment as assignments
from graders.errors import AssignmentError

GOOD = """\
title: Counting
slides: "Numbers"
tasks:
  - entry: count(x, start=0)
    title: Counting up
    checks:
      - {name: few, title: counts to three, compare: close, cases: few, points: 1}
      - {name: many, title: counts to a hundred, compare: close, cases: many, points: 2, hidden: true, after: [few]}
"""


def parse(text: str) -> assignments.Assignment:
    return assignments.parse(text, slug="counting", file="assignment.yaml")


def test_reads_tasks_checks_and_points() -> None:
    one = parse(GOOD)
    assert one.points == 3
    assert one.task("count").arguments == ("x", "start")
    assert one.is_public("count", "few")
    assert not one.is_public("count", "many")
    assert [check.name for _, check in one.order()] == ["few", "many"]


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("points: 1}", "pionts: 1}", ["line 7", "`tasks.0.checks.0.pionts`", "`points`"]),
        ("slides:", "slide:", ["line 2", "`slide`", "`slides`"]),
        ("    title: Counting up\n", "", ["line 4", "title", "missing"]),
        ("compare: close, cases: few", "compare: almost, cases: few", ["line 7", "compare"]),
        ("points: 1}", "points: -1}", ["line 7", "points", "greater than 0"]),
        ("count(x, start=0)", "count(x,, start)", ["line 4", "signature"]),
        ("after: [few]", "after: [fwe]", ["unknown check", "fwe"]),
        ("cases: many", "cases: sum.many", ["unknown task", "sum.many"]),
        ("name: many", "name: few", ["two checks", "few"]),
        ("title: Counting\n", "title: [Counting\n", ["line", "YAML"]),
        ("compare: close, cases: few", "compare: at_least, cases: few", ["bar", "measure"]),
        ("cases: few, points: 1}", "cases: few, points: 1, after: [many]}", ["wait for each other"]),
    ],
)
def test_says_file_line_key_and_remedy(old: str, new: str, words: list[str]) -> None:
    assert old in GOOD
    with pytest.raises(AssignmentError) as error:
        parse(GOOD.replace(old, new, 1))
    for word in ["assignment.yaml", *words]:
        assert word in str(error.value)


def test_an_unknown_assignment_suggests_a_near_one(tmp_path: Path) -> None:
    (tmp_path / "counting").mkdir()
    (tmp_path / "counting" / "assignment.yaml").write_text(GOOD)
    assert assignments.load(tmp_path, "counting").title == "Counting"
    with pytest.raises(AssignmentError, match="Did you mean `counting`"):
        assignments.load(tmp_path, "countin")


def test_yaml_cannot_build_objects() -> None:
    with pytest.raises(AssignmentError, match="YAML"):
        parse("title: !!python/object/apply:os.system ['true']\n")
