"""Renders the templates of this room. They see text only through autoescape; names that do not exist are errors."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from importlib import resources
from typing import Any

import jinja2

from . import text


@functools.cache
def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FunctionLoader(_source), autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters.update(
        visible=text.visible,
        cut=text.cut,
        points=text.points,
        number=text.number,
        percent=text.percent,
        counted=text.count,
        pieces=text.pieces,
    )
    return environment


def _source(name: str) -> str:
    """The template's text, also from inside a zip file."""
    return resources.files(__package__).joinpath("templates", name).read_text(encoding="utf-8")


def render(template: str, **values: Any) -> str:
    return _environment().get_template(template).render(**values)


def pieces(template: str, **values: Any) -> Iterator[str]:
    """The same, piece by piece."""
    return _environment().get_template(template).generate(**values)
