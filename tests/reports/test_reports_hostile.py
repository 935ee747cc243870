"""Whatever a student writes stays text: in the sheet, on the class page and in the table of grades."""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import re
from html.parser import HTMLParser

import pytest

from graders.scorecard import Code, File, Submission
from reports.class_page import SCRIPT, render_class_page
from reports.class_record import ClassRecord
from reports.grades_csv import guarded, render_csv
from reports.sheet import render_sheet
from reports.text import cut, visible

PAYLOADS = [
    "<script>alert(1)</script>",
    "</style><script>alert(1)</script>",
    "</title><img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "' onmouseover='alert(1)",
    "<a href='javascript:alert(1)'>x</a>",
    "<iframe src='https://evil.example/'></iframe>",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<meta http-equiv=refresh content='0;url=https://evil.example'>",
    "<style>@import 'https://evil.example/x.css'</style>",
    "<!-- ",
    "]]><![CDATA[<script>",
    "{{ 7 * 7 }} {% raw %} {0.__class__}",
    "\x1b[31mred\x1b[0m \x1b]52;c;aGk=\x07",
    "\u202egpj.exe\u202c \u2066\u2069 \u200b \ufeff \u2028",
    "\x00\x08\x7f\x9b",
    "\ud800",
    "`<b onclick=x>` `` ` `unclosed <i>",
    "&lt;b&gt; &#60;script&#62;",
    "</pre></details></main></body></html><script>",
]


class Page(HTMLParser):
    """Collects what could act: tags, attributes, the text of the page."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.text: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def assert_inert(html: str, *, script: str = "") -> Page:
    """script: the one of ours that the page may have; the page allows it by its hash, and no other."""
    page = Page(html)
    if script:
        assert page.tags.count("script") == 1
        assert f"<script>{script}</script>" in html
        digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
        assert f"; script-src 'sha256-{digest}'\">" in html
        page.tags.remove("script")
    else:
        assert "script-src" not in html
    assert not {"script", "iframe", "object", "embed", "link", "form", "base", "img"} & set(page.tags)
    assert not [name for name, _ in page.attributes if name.startswith("on")]
    for name, value in page.attributes:
        if name in ("href", "src", "xlink:href", "action"):
            assert value.startswith(("#", "sheets/", "data:image/png;base64,")), value
        if name == "style":
            assert "url(http" not in value
            assert "evil" not in value
    assert page.tags.count("meta") == 5
    assert page.tags.count("style") == 1
    assert "default-src 'none'; img-src data:; style-src 'unsafe-inline'" in html
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u200b\ufeff\ud800-\udfff]", html)
    html.encode()
    return page


def evil_card(make_card, make_task, make_check, text):
    evidence = {
        "case": text, "arguments": text, "output": text, "part": text, "error": text, "where": [text], "accuracy": text, "wrong": text,
        "expected": {text: [1.0, 2.0, 3.0, 4.0]}, "yours": {text: [1.0, 2.0, "nan", 4.5]},
        "traceback": [{"file": text, "line": 3, "text": text}, {"file": 1}, text],
    }  # fmt: skip
    failed = make_check(text, "failed", title=text, rationale=text, hint=text, mistake=text, evidence=evidence)
    words = make_check("words", "failed", evidence={"expected": text, "yours": [text, 1.0]})
    hidden = make_check("hidden", "failed", hidden=True, rationale=text, hint=text, mistake=text, evidence=evidence)
    ungraded = make_check("open", "ungraded", title=text, rationale=text)
    evil = make_task(failed, words, hidden, ungraded, name=text, title=text, code=Code(file=text, line=3, text=text))
    submission = Submission(files=(File(path=text, sha256=text),), notes=(text,))
    return make_card(evil, student=text, name=text, title=text, assignment=text, submission=submission, framework=text, device=text)


@pytest.mark.parametrize("text", PAYLOADS)
def test_hostile_text_stays_text(text, make_card, make_task, make_check):
    card = evil_card(make_card, make_task, make_check, text)
    page = assert_inert(render_sheet(card))
    assert visible(text).strip() in "".join(page.text)
    page = assert_inert(render_class_page(ClassRecord([card]), [{"entry": text, "reason": text}], [text]), script=SCRIPT)
    assert visible(text).strip() in "".join(page.text)


def test_sheet_and_class_page_name_no_address(every_outcome):
    for html in (render_sheet(every_outcome), render_class_page(ClassRecord([every_outcome]), [])):
        assert "://" not in html


def test_visible_shows_what_hides():
    assert visible("a\x1b[1m\x00\x7f") == "a␛[1m␀␡"
    assert visible("x\u202ey\u2066z\x9b") == "x⟦U+202E⟧y⟦U+2066⟧z⟦U+009B⟧"
    assert visible("line\r\nnext\tcell\r") == "line\nnext\tcell␍"
    assert visible("മീര നായർ, न्‍, 李雷, Zoë 👩‍🎓") == "മീര നായർ, न्‍, 李雷, Zoë 👩‍🎓"


def test_cut_ends_in_an_ellipsis():
    assert cut("x" * 10, 10) == "x" * 10
    assert cut("x" * 11, 10) == "x" * 9 + "…"


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =1", "\n@x", "＝1", '=HYPERLINK("http://x")'])
def test_formulas_are_guarded(cell, make_card, make_task, make_check):
    assert guarded(cell).startswith("'")
    text = render_csv(ClassRecord([make_card(make_task(make_check()), student=cell, name=cell)]))
    row = list(csv.reader(io.StringIO(text, newline="")))[1]
    assert row[0].startswith("'")
    assert row[1].startswith("'")


def test_csv_keeps_one_row_a_card_whatever_the_name_holds(make_card, make_task, make_check):
    names = ["a,b", 'say "x"', "two\nlines", "two\r\nlines", "semi;colon", "\x00", "Zoë", "മീര"]
    cards = [make_card(make_task(make_check()), student=f"s{n}", name=name) for n, name in enumerate(names)]
    rows = list(csv.reader(io.StringIO(render_csv(ClassRecord(cards)), newline="")))
    assert [len(row) for row in rows] == [8] * (len(names) + 1)
    assert rows[7][1] == "Zoë"
    assert rows[3][1] == "two␊lines"


def test_csv_row(every_outcome):
    rows = list(csv.reader(io.StringIO(render_csv(ClassRecord([every_outcome])), newline="")))
    assert rows[0] == ["student", "name", "assignment", "points", "possible", "percent", "complete", "ungraded"]
    assert rows[1] == ["s001", "Anjali Menon", "hidden_markov_models", "2.0", "10.0", "20.0", "no", "1"]
