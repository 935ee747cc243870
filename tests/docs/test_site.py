"""The site is built without a warning, no link of it is broken, and it needs no network."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

ROOT = Path(__file__).resolve().parents[2]
pytest.importorskip("sphinx", reason="the site is built with Sphinx: pip install '.[dev]'")


@dataclass
class Page(HTMLParser):
    """What a built page holds. links: of `a`; loaded: what a browser fetches by itself."""

    ids: set[str] = field(default_factory=set)
    links: list[str] = field(default_factory=list)
    loaded: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: text or "" for name, text in attrs}
        self.ids |= {found[name] for name in ("id", "name") if name in found}
        if tag == "a" and "href" in found:
            self.links.append(found["href"])
        if tag in ("script", "img", "iframe", "source") and "src" in found:
            self.loaded.append(found["src"])
        if tag == "link" and "href" in found:
            self.loaded.append(found["href"])


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built as `make docs` builds it."""
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "sphinx", "--quiet", "--fail-on-warning", "--keep-going", "--builder", "html"]
    command += ["--doctree-dir", str(folder / "doctrees"), str(ROOT / "docs"), str(folder / "html")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=280, check=False)
    assert done.returncode == 0, done.stderr
    return folder / "html"


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[Path, Page]:
    found = {}
    for path in sorted(site.rglob("*.html")):
        found[path] = page = Page()
        page.feed(path.read_text(encoding="utf-8"))
    return found


def test_every_page_is_built(site: Path) -> None:
    assert {path.stem for path in (ROOT / "docs").glob("*.md")} <= {path.stem for path in site.glob("*.html")}


def test_every_link_leads_somewhere(pages: dict[Path, Page]) -> None:
    broken = [
        f"{path.name}: {link}" for path, page in pages.items() for link in (*page.links, *page.loaded) if not _leads(path, link, pages)
    ]
    assert not broken


def _leads(path: Path, link: str, pages: dict[Path, Page]) -> bool:
    """Whether a link that stays inside the site leads to a file that is there, and to an anchor that is there."""
    parts = urlsplit(link)
    if parts.scheme in ("https", "http", "mailto"):
        return True
    file = (path.parent / unquote(parts.path)).resolve() if parts.path else path
    anchor = unquote(parts.fragment)
    if anchor and file in pages and path.name != "search.html":
        return anchor in pages[file].ids
    return file.is_file()


def test_links_to_other_sites_are_few_and_safe(pages: dict[Path, Page]) -> None:
    outside = {link for page in pages.values() for link in page.links if urlsplit(link).scheme}
    assert all(link.startswith("https://") for link in outside)


def test_a_page_fetches_nothing_from_elsewhere(site: Path, pages: dict[Path, Page]) -> None:
    assert not [link for page in pages.values() for link in page.loaded if urlsplit(link).netloc]
    for path in site.rglob("*.css"):
        assert not re.findall(r"(?:@import\s+|url\(\s*)[\"']?(?:https?:)?//[^\"')]*", path.read_text(encoding="utf-8")), path


def test_the_schema_of_the_scorecard_is_part_of_the_site(site: Path, pages: dict[Path, Page]) -> None:
    links = [link for link in pages[site / "scorecard.html"].links if link.endswith("scorecard.schema.json")]
    assert links
    assert (site / links[0]).read_bytes() == (ROOT / "reports" / "scorecard.schema.json").read_bytes()
