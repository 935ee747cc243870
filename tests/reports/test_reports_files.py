"""File names, reading, writing, the command, and the README that documents it all."""

from __future__ import annotations

import json
import re
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import get_type_hints
from urllib.parse import unquote

import pytest
import typer
from typer.testing import CliRunner

import reports
from graders.scorecard import Scorecard
from graders.scorecard_file import from_json, to_json
from reports.commands import report
from reports.errors import ReportError
from reports.names import card_name, safe_name
from reports.write import each_card, load_not_graded, read_class, write_class, write_missing_sheets, write_sheet, write_sheets

ROOM = Path(reports.__file__).parent


@pytest.fixture
def out(tmp_path, every_outcome, make_card):
    folder = tmp_path / "scorecards"
    folder.mkdir()
    for card in (every_outcome, make_card(student="Asha K")):
        (folder / f"{card_name(card)}.json").write_text(to_json(card), encoding="utf-8")
    return tmp_path


def assay(*arguments):
    app = typer.Typer()
    app.command()(report)
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def write_all(out, not_graded):
    return [*write_sheets(out), *write_class(out, read_class(out), not_graded)]


def test_plain_ids_stay_as_they_are():
    for text in ("s001", "asha.k_2", "a-b", "മീര", "李雷", "zoë", "2024", "Priya Raman", "O'Brien, Sean (2)", "a--b", "50%", "e\u0301"):
        assert safe_name(text, limit=90) == text


def test_two_ids_never_share_a_file():
    ids = ["", ".", "..", "-", "--", "a", "A", "a-", "a--b", "a-b", "a b", "a_b", "a/b", "a\\b", "../a", "/a", ".a", "a\x00", "a\n", "con",
           "nul:",
           "é", "e\u0301", "É", "ß", "ss", "x" * 90, "x" * 91, "x" * 5000, "അ" * 40, "=a", "\u202ea", "\ud800", "🙂", "🙃"]  # fmt: skip
    ids += [safe_name(text, limit=90) for text in ids]  # a student who calls himself what another's file is called
    names: dict[str, str] = {}
    for text in dict.fromkeys(ids):
        name = safe_name(text, limit=90)
        assert not re.search(r'[/\\:*?"<>|\x00-\x1f\u202e]', name)
        assert name[0] not in ".- "
        assert name[-1] not in ". "
        assert len(name.encode()) <= 90
        assert name not in names, (text, names[name])
        names[name] = text


def test_student_and_assignment_cannot_be_confused(make_card):
    pairs = [("a", "b_c"), ("a--b", "c"), ("a--b_c", "b"), ("a-", "b"), ("a", "-b"), ("a", "b"), ("a--b", "")]
    assert len({card_name(make_card(student=student, assignment=slug)) for student, slug in pairs}) == len(pairs)


def test_json_round_trip(out, every_outcome):
    cards = list(each_card(out))
    assert every_outcome in cards
    assert len(cards) == 2
    assert from_json(to_json(every_outcome)) == every_outcome


def test_write_all_writes_everything_whole(out):
    written = write_all(out, [{"entry": "x.py", "reason": "Unknown."}])
    assert [path.name for path in written] == [f"{card_name(card)}.html" for card in each_card(out)] + ["index.html", "grades.csv"]
    assert (out / "grades.csv").read_bytes().startswith(b"\xef\xbb\xbfstudent,")
    assert (out / "grades.csv").read_bytes().count(b"\r\n") == 3
    assert not list(out.rglob(".draft-*"))
    before = [path.read_bytes() for path in written]
    assert [path.read_bytes() for path in write_all(out, [{"entry": "x.py", "reason": "Unknown."}])] == before
    links = re.findall(r'href="(sheets/[^"]+)"', (out / "index.html").read_text(encoding="utf-8"))
    assert links
    assert all((out / unquote(link)).is_file() for link in links)


def test_a_sheet_of_an_evil_id_stays_in_its_folder(tmp_path, make_card):
    path = write_sheet(tmp_path, make_card(student="../../etc/passwd", assignment="../x"))
    assert path.resolve().parent == (tmp_path / "sheets").resolve()


def test_two_cards_for_one_sheet_are_refused_before_anything_is_written(out, every_outcome):
    (out / "scorecards" / "copy.json").write_text(to_json(every_outcome), encoding="utf-8")
    run = assay(out)
    assert run.exit_code == 1
    assert f"Two scorecards are for {card_name(every_outcome)}." in " ".join(run.output.split())
    assert [path.name for path in out.iterdir()] == ["scorecards"]


def test_a_sheet_that_is_missing_is_made_and_no_other(out):
    first, second, *_ = write_all(out, [])
    first.unlink()
    second.write_text("kept", encoding="utf-8")
    assert write_missing_sheets(out, read_class(out)) == [first]
    assert second.read_text(encoding="utf-8") == "kept"
    assert write_missing_sheets(out, read_class(out)) == []


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"schema": "other"}', "\ufeff{}", "[" * 100_000])
def test_a_broken_scorecard_is_named(out, text):
    (out / "scorecards" / "s009--x.json").write_text(text, encoding="utf-8")
    with pytest.raises(ReportError, match=r"s009--x\.json is not a scorecard.*grade this hand-in again"):
        read_class(out)


def test_not_graded_is_read_if_there(out):
    assert load_not_graded(out) == []
    (out / "not_graded.json").write_text(json.dumps([{"entry": "a.py", "reason": "b"}]), encoding="utf-8")
    assert load_not_graded(out) == [{"entry": "a.py", "reason": "b"}]
    for broken in ("{", "{}", "[1]"):
        (out / "not_graded.json").write_text(broken, encoding="utf-8")
        with pytest.raises(ReportError, match=r"not_graded\.json is not a list"):
            load_not_graded(out)


def test_the_command_writes_the_report(out):
    (out / "not_graded.json").write_text(json.dumps([{"entry": "late.zip", "reason": "Damaged."}]), encoding="utf-8")
    run = assay(out)
    assert run.exit_code == 0, run.output
    assert "late.zip" in (out / "index.html").read_text(encoding="utf-8")
    assert len(list((out / "sheets").iterdir())) == 2


def test_the_command_says_a_sentence_and_a_remedy(tmp_path, out):
    nothing = assay(tmp_path / "nowhere")
    assert nothing.exit_code == 1
    assert "run `assay grade` first" in nothing.output
    (out / "scorecards" / "[bold]x.json").write_text("{", encoding="utf-8")
    broken = assay(out)
    assert broken.exit_code == 1
    assert "[bold]x.json" in broken.output
    assert "Traceback" not in nothing.output + broken.output


def test_a_folder_that_cannot_be_written_is_a_sentence(out):
    (out / "sheets").write_text("a file where the folder belongs", encoding="utf-8")
    run = assay(out)
    assert run.exit_code == 1
    assert "cannot be written" in run.output
    assert isinstance(run.exception, SystemExit)


def nouns(noun: type, seen: dict[str, type]) -> dict[str, type]:
    seen[noun.__name__] = noun
    for hint in get_type_hints(noun).values():
        for kind in (hint, *getattr(hint, "__args__", ())):
            if is_dataclass(kind) and kind.__name__ not in seen:
                nouns(kind, seen)
    return seen


@pytest.mark.parametrize("noun", nouns(Scorecard, {}).values(), ids=lambda noun: noun.__name__)
def test_the_readme_documents_every_field_and_no_other(noun):
    text = (ROOM / "README.md").read_text(encoding="utf-8")
    section = re.search(rf"^### {noun.__name__}$(.*?)(?=^##)", text, flags=re.M | re.S)
    assert section, f"the README has no section on {noun.__name__}"
    documented = re.findall(r"^\| `(\w+)` \|", section[1], flags=re.M)
    assert documented == [field.name for field in fields(noun)]


def test_the_style_has_enough_contrast():
    """WCAG AA: 4.5 to 1 for text, in light and in dark."""
    style = (ROOM / "templates" / "style.html.j2").read_text(encoding="utf-8")
    light, dark = (dict(re.findall(r"--([\w-]+): (#\w+)", block)) for block in re.findall(r":root \{(.*?)\}", style, flags=re.S)[:2])
    for colours in (light, dark):
        grounds = dict.fromkeys(("ink", "soft", "link", "expected", "yours", "wrong"), "card")
        grounds |= {name: f"{name}-soft" for name in ("passed", "failed", "skipped", "ungraded")}
        others = [("soft", "paper"), ("ink", "paper"), ("soft", "faint"), ("ink", "ungraded-soft"), ("soft", "failed-soft")]
        for name, ground in [*grounds.items(), *others]:
            assert contrast(colours[name], colours[ground]) >= 4.5, (name, ground)


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def luminance(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
