"""Settings of the site. `make docs` builds it with Sphinx, MyST (Markdown) and furo (the theme), without any network."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from docs import parts
from graders.folders import VERSION

if TYPE_CHECKING:
    from sphinx.application import Sphinx

project = "Assay"
version = release = VERSION
extensions = ["myst_parser"]
exclude_patterns = ["_static"]

smartquotes = False  # `--out` must stay two hyphens
nitpicky = True
myst_heading_anchors = 4
highlight_language = "none"

html_theme = "furo"
html_title = "Assay"
html_static_path = ["_static"]
html_css_files = ["assay.css"]
html_copy_source = False
html_use_index = False
html_show_sphinx = False
html_show_copyright = False
html_theme_options: dict[str, Any] = {
    "light_css_variables": {"color-brand-primary": "#1f5f8b", "color-brand-content": "#1f5f8b"},
    "dark_css_variables": {"color-brand-primary": "#8cc4ec", "color-brand-content": "#8cc4ec"},
}


def setup(app: Sphinx) -> dict[str, bool]:
    app.connect("source-read", _put_parts_in)
    app.connect("html-page-context", _give_captions_a_level, priority=900)  # after the theme
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def _put_parts_in(app: Sphinx, page: str, source: list[str]) -> None:
    source[0] = parts.put_in(source[0])


def _give_captions_a_level(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: Any) -> None:
    """Sphinx calls the captions of the side bar headings, but not of which level, and screen readers ask for it."""
    tree = context.get("furo_navigation_tree", "")
    context["furo_navigation_tree"] = tree.replace('role="heading"', 'role="heading" aria-level="2"')
