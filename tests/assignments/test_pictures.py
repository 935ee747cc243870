"""The handouts' pictures are what their code draws, and every one is shown in its handout."""

from __future__ import annotations

import re

import pytest

from assignments import pictures


@pytest.mark.parametrize("slug", pictures.slugs())
def test_stored_pictures_are_what_the_code_draws(slug):
    folder = pictures.HERE / slug / "pictures"
    stored = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert stored == pictures.drawn(slug), f"draw them again: python -m assignments.pictures {slug}"


@pytest.mark.parametrize("slug", pictures.slugs())
def test_every_picture_is_shown_with_a_text_that_says_what_it_shows(slug):
    shown = dict(re.findall(r"!\[(.+?)\]\(pictures/(\w+\.svg)\)", (pictures.HERE / slug / "handout.md").read_text()))
    assert sorted(shown.values()) == sorted(pictures.drawn(slug))
    assert all(len(text) > 20 for text in shown)
