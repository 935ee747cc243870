"""Puts into a page what is made when the site is built.

A page asks for it with a comment on a line of its own: `<!-- made by docs/command_reference.py -->`, or `<!-- include CONTRIBUTING.md -->`,
which takes a Markdown file of the project without its title.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from . import assignment_reference, command_reference

ROOT = Path(__file__).resolve().parent.parent
MAKERS: dict[str, Callable[[], str]] = {
    "docs/assignment_reference.py": assignment_reference.page,
    "docs/command_reference.py": command_reference.page,
}
_MADE = re.compile(r"^<!-- made by (\S+) -->$", re.MULTILINE)
_INCLUDED = re.compile(r"^<!-- include (\S+) -->$", re.MULTILINE)
_LINK = re.compile(r"(?<!!)\[(?P<text>[^\]\n]*)\]\((?P<to>[^)\s]+)\)")


def put_in(text: str) -> str:
    """The text of a page with its parts. Raises KeyError and OSError where a comment names none."""
    text = _MADE.sub(lambda found: MAKERS[found[1]](), text)
    return _INCLUDED.sub(lambda found: included(found[1]), text)


def included(name: str) -> str:
    """A Markdown file of the project, as a page of docs/ shows it: without its title, and with links that lead on from there."""
    path = ROOT / name
    text = re.sub(r"\A# .*\n+", "", path.read_text(encoding="utf-8"))
    return _LINK.sub(lambda found: _link(path.parent, found["text"], found["to"]), text)


def _link(folder: Path, text: str, to: str) -> str:
    """A link to another file leads to the page that shows it, else to a copy of the file; a folder has neither."""
    place, hash_, anchor = to.partition("#")
    if not place or re.match(r"\w+:", place):
        return f"[{text}]({to})"
    file = (folder / place).resolve()
    if file.is_dir():
        return text
    name = file.relative_to(ROOT).as_posix()
    if name.startswith("docs/"):
        return f"[{text}]({name.removeprefix('docs/')}{hash_}{anchor})"
    page = _pages().get(name)
    return f"[{text}]({page}{hash_}{anchor})" if page else f"[{text}](path:../{name})"


def _pages() -> dict[str, str]:
    """Files of the project -> the page that includes them."""
    found = ((name, path.name) for path in (ROOT / "docs").glob("*.md") for name in _INCLUDED.findall(path.read_text(encoding="utf-8")))
    return dict(found)
