"""assignment.yaml: what is wrong in it is named by file, line and key."""

from __future__ import annotations

import os
import re
import time
from pathlib import Path

import pytest

from graders import assignment_file as assignments
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


def told(text: str) -> str:
    """The one sentence and remedy that a text is refused with."""
    with pytest.raises(AssignmentError) as error:
        parse(text)
    assert re.fullmatch(r"assignment\.yaml, line \d+: [^\n]{10,}[.?]", str(error.value)), str(error.value)
    return str(error.value)


def spoiled(old: str, new: str) -> str:
    assert old in GOOD
    return GOOD.replace(old, new, 1)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        # keys that are no words, or stand twice
        ("slides:", "1: x\nslides:", ["line 2", "`1`", "not a word"]),
        ("slides:", "null: x\nslides:", ["line 2", "`null`", "not a word"]),
        ("slides:", "~: x\nslides:", ["line 2", "not a word"]),
        ("slides:", "[a]: b\nslides:", ["line 2", "not a word"]),
        ("slides:", "? {a: b}\n: c\nslides:", ["line 2", "not a word"]),
        ("slides:", "2024-01-01: b\nslides:", ["line 2", "not a word"]),
        ("slides:", "title: Again\nslides:", ["line 2", "`title`", "second time"]),
        ("points: 1}", "points: 1, points: 2}", ["line 7", "`points`", "second time"]),
        ("slides:", "slug: x\nslides:", ["line 2", "`slug`", "Delete"]),
        # values of another kind
        ("title: Counting\n", "title: 2024-01-01\n", ["line 1", "`title`", "text", "date", "quotes"]),
        ("count(x, start=0)", '"count(\\0)"', ["line 4", "cannot be shown"]),
        ("title: Counting\n", "title: 2024-13-45\n", ["line 1", "2024-13-45", "quotes"]),
        ("title: Counting\n", "title: 12\n", ["line 1", "`title`", "`12` is a number", "quotes"]),
        ("title: Counting\n", "title: yes\n", ["line 1", "`title`", "true or false", "quotes"]),
        ("title: Counting\n", "title:\n", ["line 1", "`title`", "is empty"]),
        ("title: Counting\n", "title: {a: b}\n", ["line 1", "`title`", "is a mapping"]),
        ("title: Counting\n", "title: !!int abc\n", ["line 1", "abc"]),
        ("title: Counting\n", "title: !!bool abc\n", ["line 1", "abc"]),
        ("title: Counting\n", "title: !!timestamp abc\n", ["line 1", "abc"]),
        ("title: Counting\n", "title: !!float _\n", ["line 1", "quotes"]),
        ("title: Counting\n", "title: !!binary aGk=\n", ["line 1", "binary"]),
        ("title: Counting\n", "title: !!set {a}\n", ["line 1", "set"]),
        ("title: Counting\n", "title: !mine x\n", ["line 1", "!mine"]),
        ('"Numbers"', '"\\ud800"', ["line 2", "cannot be shown"]),
        ('"Numbers"', '"\\e[2J"', ["line 2", "cannot be shown"]),
        ('"Numbers"', '"\\UFFFFFFFF"', ["line", "YAML"]),
        ("after: [few]", "after: few", ["line 8", "after", "list", "`few` is text"]),
        ("after: [few]", "after: [1]", ["line 8", "after.0", "text", "quotes"]),
        ("hidden: true", "hidden: 'yes'", ["line 8", "hidden", "true or false"]),
        ("cases: few", "cases: 3", ["line 7", "cases", "quotes"]),
        ("cases: few", "cases: a.b.c", ["line 7", "cases", "one name"]),
        ("cases: few", "cases: ../few", ["line 7", "cases", "one name"]),
        ("cases: few", "cases: few, part: 1.5", ["line 7", "part", "position"]),
        ("cases: few", "cases: few, part: true", ["line 7", "part", "position"]),
        ("name: few", "name: Few", ["line 7", "name", "lower-case"]),
        ("name: few", "name: 3", ["line 7", "name", "quotes"]),
        ("tasks:", "models: [../counting]\ntasks:", ["line 3", "models"]),
        ("tasks:", "limits: 5\ntasks:", ["line 3", "limits", "mapping"]),
        ("tasks:", "limits: {secnds: 5}\ntasks:", ["line 3", "limits.secnds", "`seconds`"]),
        # numbers
        ("points: 1}", "points: .inf}", ["line 7", "points", "finite"]),
        ("points: 1}", "points: -.inf}", ["line 7", "points", "finite"]),
        ("points: 1}", "points: .nan}", ["line 7", "points", "finite"]),
        ("points: 1}", "points: 0}", ["line 7", "points", "greater than 0"]),
        ("points: 1}", "points: true}", ["line 7", "points", "number", "`True`"]),
        ("points: 1}", "points: '1'}", ["line 7", "points", "number", "without quotes"]),
        ("points: 1}", "points: 1.0e+300}", ["line 7", "points", "1000"]),
        ("points: 1}", "points: 1" + "0" * 400 + "}", ["line 7", "points"]),
        ("points: 1}", "points: 1" + "0" * 5000 + "}", ["line 7"]),
        ("points: 1}", "points: 0x" + "f" * 5000 + "}", ["line 7", "points"]),
        ("tasks:", "limits: {seconds: .inf}\ntasks:", ["line 3", "limits.seconds", "finite"]),
        ("tasks:", "limits: {seconds: -1}\ntasks:", ["line 3", "limits.seconds"]),
        ("tasks:", "limits: {memory_mb: true}\ntasks:", ["line 3", "limits.memory_mb", "whole number"]),
        ("tasks:", "limits: {memory_mb: 0}\ntasks:", ["line 3", "limits.memory_mb"]),
        ("tasks:", "limits: {memory_mb: 2.5}\ntasks:", ["line 3", "limits.memory_mb", "whole number"]),
        ("tasks:", "limits: {memory_mb: 0x" + "f" * 5000 + "}\ntasks:", ["line 3", "limits.memory_mb"]),
        ("tasks:", "limits: {output_kb: 99999999999999999999}\ntasks:", ["line 3", "limits.output_kb"]),
        ("compare: close, cases: few", "compare: at_least, measure: accuracy, bar: 90, cases: few", ["line 7", "bar", "between 0 and 1"]),
        ("compare: close, cases: few", "compare: at_least, measure: accuracy, bar: .nan, cases: few", ["line 7", "bar", "finite"]),
        ("compare: close, cases: few", "compare: at_most, measure: accuracy, bar: 0.9, cases: few", ["line 7", "goes with `at_least`"]),
        ("compare: close, cases: few", "compare: at_most, measure: cross_entropy, bar: -1, cases: few", ["line 7", "bar", "above 0"]),
        # names that lead nowhere, with the line of the check
        ("after: [few]", "after: [fwe]", ["line 8", "`count.many`", "`fwe`", "Did you mean `count.few`?"]),
        ("after: [few]", "after: [other.x]", ["line 8", "`other.x`", "Known: count.few, count.many."]),
        ("cases: many", "cases: cuont.many", ["line 8", "`cuont.many`", "Did you mean `count`?"]),
        ("points: 1}", "points: 1, after: [many]}", ["line 7", "wait for each other: count.few, count.many"]),
        ("points: 1}", "points: 1, after: [few]}", ["line 7", "wait for each other: count.few;"]),
        ("name: many", "name: few", ["line 8", "two checks", "`few`"]),
        ("compare: close, cases: few", "compare: clsoe, cases: few", ["line 7", "compare", "Did you mean `close`?"]),
        ("compare: close, cases: few", "compare: zzz, cases: few", ["line 7", "Known: close, equal, raises, shape", "at_least"]),
        ("compare: close, cases: few", "compare: [close], cases: few", ["line 7", "compare", "Known: close"]),
    ],
)
def test_each_slip_is_one_sentence_with_line_and_remedy(old: str, new: str, words: list[str]) -> None:
    said = told(spoiled(old, new))
    for word in words:
        assert word in said, said


@pytest.mark.parametrize(
    "entry",
    [
        "count(A, B", "count(A)->x", "def count(A)", "class(A)", "None(A)", "count(A, None)", "count(A, A)", "count", "count[0](A)", "(A)",
        "count(A): ... #)", "count(A): pass", "count(*A)", "count(**A)", "count(A, /)", "count(A, *, b)", "cöunt(A)", "count(A);",
        "count(A,\\n B)", "count(A)\\n", "count(A=" + "(" * 300 + ")" * 300 + ")", "count(A=" + "-" * 900 + "1)", "",
    ],
)  # fmt: skip
def test_what_is_not_a_plain_signature_is_refused(entry: str) -> None:
    said = told(spoiled("entry: count(x, start=0)", f'entry: "{entry}"'))
    assert "line 4: `tasks.0.entry`" in said
    assert "write it as `viterbi(A, B, pi, observations)`" in said


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", ["line 1", "`title`", "missing"]),
        ("- a\n", ["line 1", "mapping"]),
        ("just words\n", ["line 1", "mapping"]),
        ("title: a\n---\ntitle: b\n", ["line 2", "another document"]),
        ("title: Counting\nslides: x\ntasks: {entry: f(x)}\n", ["line 3", "`tasks`", "must be a list, and is a mapping"]),
        ("title: Counting\nslides: x\ntasks: []\n", ["line 3", "`tasks`", "empty list"]),
        ("title: Counting\nslides: x\ntasks: [null, 5]\n", ["line 3", "`tasks.0`", "mapping", "is empty"]),
        ("title: Counting\nslides: x\ntasks:\n  - {entry: f(x), title: t, checks: []}\n", ["line 4", "checks", "empty list"]),
        ("title: Counting\nslides: x\ntasks:\n  - {entry: f(x), title: t, checks:}\n", ["line 4", "checks", "is empty"]),
        (GOOD + GOOD[GOOD.index("  - entry"):], ["line 9", "two tasks", "`count`"]),
        ("title: x\nslides: &a [*a]\n", ["line 2", "alias"]),
        ("a: &a\n  b: *a\n", ["line 1", "alias"]),
        ("title: *nothing\n", ["line 1", "undefined alias"]),
        ("base: &b {title: x}\n<<: *b\n", ["line 2", "`<<`", "not a word"]),
        ("title: Counting\n\tslides: x\n", ["line 2", "spaces, not tabs"]),
        ("title: a\nslides: x\0y\n", ["line 2", "U+0000"]),
        ("title: 'a\n", ["line", "YAML"]),
        ("[" * 5000, ["line 1", "nested too deep"]),
        ("[" * 100 + "]" * 100, ["line 1", "nested"]),
        ("a: " + "{a: " * 30 + "1" + "}" * 30, ["line 1", "nested"]),
        ("?" + " k" * 2000 + "\n: x\n", ["line 1", "unknown key"]),
    ],
)  # fmt: skip
def test_what_is_no_assignment_is_refused(text: str, words: list[str]) -> None:
    said = told(text)
    assert len(said) < 400
    for word in words:
        assert word in said, said


def test_a_few_aliases_cannot_mean_a_billion_values() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 10)}]" for i in range(1, 15)]
    start = time.monotonic()
    assert "aliases" in told("\n".join(lines))
    assert time.monotonic() - start < 5


def test_an_alias_that_is_used_plainly_is_fine() -> None:
    text = GOOD.replace("    checks:", "    limits: *slow\n    checks:").replace("tasks:", "limits: &slow {seconds: 7}\ntasks:")
    assert parse(text).tasks[0].limits == assignments.Limits(seconds=7)


def put(root: Path, raw: bytes, slug: str = "counting") -> None:
    (root / slug).mkdir()
    (root / slug / "assignment.yaml").write_bytes(raw)


def refused(root: Path, slug: str = "counting") -> str:
    with pytest.raises(AssignmentError) as error:
        assignments.load(root, slug)
    return str(error.value)


@pytest.mark.parametrize("raw", [b"\xef\xbb\xbf" + GOOD.encode(), GOOD.replace("\n", "\r\n").encode()])
def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(tmp_path: Path, raw: bytes) -> None:
    put(tmp_path, raw)
    assert assignments.load(tmp_path, "counting") == parse(GOOD)


def test_windows_line_ends_count_as_one_line(tmp_path: Path) -> None:
    put(tmp_path, spoiled("points: 1}", "pionts: 1}").replace("\n", "\r\n").encode())
    assert "assignment.yaml, line 7: " in refused(tmp_path)


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (GOOD.encode("utf-16"), "line 1: this is not UTF-8 but UTF-16. Save the file as UTF-8."),
        (GOOD.replace("Counting up", "Zählen").encode("latin-1"), "line 5: this is not UTF-8 but another encoding. Save"),
        (b"a: " + b"x" * 400_000, "larger than 300 kB"),
        (GOOD.encode().replace(b"Numbers", b"Num\0bers"), "line 2: the character U+0000"),
    ],
)
def test_another_encoding_is_named_with_its_line(tmp_path: Path, raw: bytes, words: str) -> None:
    put(tmp_path, raw)
    assert words in refused(tmp_path)


@pytest.mark.timeout(20)
def test_what_is_no_file_is_never_opened(tmp_path: Path) -> None:
    (tmp_path / "folder" / "assignment.yaml").mkdir(parents=True)
    (tmp_path / "pipe").mkdir()
    os.mkfifo(tmp_path / "pipe" / "assignment.yaml")
    for slug in ("folder", "pipe"):
        assert f"{slug}/assignment.yaml, line 1: this is no file. Put a text file in its place." in refused(tmp_path, slug)


def test_a_file_that_may_not_be_read_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    put(tmp_path, GOOD.encode())
    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert "assignment.yaml, line 1: this file cannot be read (Permission denied). Look at its rights." in refused(tmp_path)


@pytest.mark.parametrize(
    ("slug", "better"),
    [("My Folder", "my_folder"), ("Counting", "counting"), ("counting-up", "counting_up"), ("class", "class_1`"), ("1st", "st")],
)
def test_a_folder_whose_name_is_no_name_is_told(tmp_path: Path, slug: str, better: str) -> None:
    put(tmp_path, GOOD.encode(), slug)
    said = refused(tmp_path, slug)
    assert f"{slug}/assignment.yaml, line 1: the folder's name `{slug}`" in said
    assert f"`{better}" in said


@pytest.mark.parametrize("slug", ["", ".", "..", "counting/../counting", "/", "nothing\0"])
def test_a_slug_that_is_a_path_is_no_assignment(tmp_path: Path, slug: str) -> None:
    put(tmp_path, GOOD.encode())
    assert "There is no assignment" in refused(tmp_path, slug)
    assert "holds none" in refused(tmp_path / "nowhere", slug)
