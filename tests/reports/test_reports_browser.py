"""The pages in a real browser: axe-core finds nothing to object to, nothing is wider than a phone, and the table of students sorts.

Needs Chromium (`apt install chromium`); without it these tests are skipped, and say so.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from graders.batch import write_scorecard
from graders.scorecard import Code, Scorecard
from reports.changes import changes
from reports.changes_page import changes_page
from reports.class_page import render_class_page
from reports.class_record import ClassRecord
from reports.names import card_name
from reports.sheet import render_sheet

PROGRAM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

pytestmark = pytest.mark.skipif(PROGRAM is None, reason="no Chromium here: apt install chromium")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=PROGRAM, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture
def cards(make_card, make_task, make_check) -> list[Scorecard]:
    """Right, half right and broken, with pictures, code, a traceback, long words and an answer to be marked."""
    numbers = {
        "expected": [[1.0, 2.0], [3.0, 4.0]],
        "yours": [[1.0, 2.5], [3.0, "nan"]],
        "case": "viterbi/slides/0",
        "arguments": "viterbi(A, B)",
    }
    trace = {"traceback": [{"file": "hmm.py", "line": 2, "text": "return x / 0"}], "output": "one\ntwo", "seconds": 0.2}
    code = Code(
        file="hmm.py",
        line=1,
        text="def viterbi(x):\n    return x / 0\n" + "    y = 1  # a long line that goes on and on and on and on\n" * 3,
    )
    failed = make_check("far", "failed", evidence=numbers, rationale="Some values are wrong.", hint="Look at `axis`.", mistake="no_scaling")
    raised = make_check("raises", "failed", status="raised", evidence=trace, rationale="your code raises ZeroDivisionError")
    hidden = make_check("secret", "failed", hidden=True, rationale="The values are wrong.")
    quiz = make_check("quiz", hidden=True, evidence={"explanation": "The answer is b: it keeps the softmax soft."})
    words = make_check(
        "words", "ungraded", evidence={"by_hand": {"question": "bias", "answer": "From the texts. " * 30, "rubric": "Data."}}
    )
    whole = make_task(failed, raised, hidden, quiz, make_check("skips", "skipped"), words, make_check(), code=code)
    return [
        make_card(make_task(make_check()), student="ada", name="Ada"),
        make_card(whole, make_task(*(make_check(f"c{n}") for n in range(60)), name="forward", title="Forward"), student="bob"),
        make_card(make_task(make_check("w", "failed", status="missing")), student="c" * 60),
    ]


def pages(cards: list[Scorecard], folder: Path) -> dict[str, str]:
    for card in cards:
        write_scorecard(folder / "old", card, card_name)
    write_scorecard(folder / "new", cards[0], card_name)
    changed = changes_page(changes(folder / "old", folder / "new"), "old", "new")
    refused = [{"entry": "notes.pdf", "reason": "This is no Python file."}]
    sheets = {card.student.id[:3]: render_sheet(card) for card in cards}
    return {"class": render_class_page(ClassRecord(cards), refused, ["Grace"]), "changes": changed, **sheets}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1200, 390])
def test_axe_objects_to_nothing_and_no_page_is_wider_than_the_window(browser, cards, tmp_path, scheme, width):
    axe = resources.files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True)
    for name, html in pages(cards, tmp_path).items():
        page = context.new_page()
        page.set_content(html)
        page.evaluate(axe)
        found = page.evaluate("rules => axe.run({runOnly: rules})", RULES)["violations"]
        assert not found, [(name, one["id"], one["impact"], one["nodes"][0]["html"]) for one in found]
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
        page.close()
    context.close()


def test_the_table_of_students_sorts_and_filters_under_its_own_policy(browser, cards):
    page = browser.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.set_content(render_class_page(ClassRecord(cards), []))
    rows = page.locator("table.sortable tbody tr:visible th")
    assert [text[:3] for text in rows.all_inner_texts()] == ["ada", "bob", "ccc"]
    page.get_by_role("button", name="Points").click()
    assert [text[:3] for text in rows.all_inner_texts()] == ["ccc", "ada", "bob"]
    page.get_by_role("button", name="Points").click()
    assert [text[:3] for text in rows.all_inner_texts()] == ["bob", "ada", "ccc"]
    page.get_by_role("searchbox").fill("AD")
    assert rows.all_inner_texts() == ["ada"]
    assert not said
    page.close()


def test_without_scripts_the_page_is_whole(browser, cards):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.set_content(render_class_page(ClassRecord(cards), []))
    assert page.get_by_role("button").count() == 0
    assert page.locator("table.sortable tbody tr").count() == 3
    context.close()


def test_a_sheet_prints_on_paper_with_every_fold_open_to_read(browser, cards, tmp_path):
    page = browser.new_page()
    page.set_content(render_sheet(cards[1]))
    page.emulate_media(media="print")
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]
    assert len(page.pdf(format="A4")) > 10_000
    page.close()
