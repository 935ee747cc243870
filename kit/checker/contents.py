"""What a kit holds beside code: one assignment without its hidden checks, and the public fixtures. Packed once, read by the checker."""

from __future__ import annotations

import hashlib
import importlib.resources
import io
import json
import types
import typing
from collections.abc import Mapping
from dataclasses import dataclass, is_dataclass
from typing import Any, get_args, get_origin, get_type_hints

import numpy as np

from graders.assignment import Assignment
from graders.course import Course
from graders.errors import FixtureError
from graders.fixture import Fixture, tasks_of
from graders.fixture_page import TaskPage

ASSIGNMENT, FIXTURE, ARRAYS = "assignment.json", "public.json", "public.npz"


@dataclass(frozen=True, kw_only=True)
class Withheld:
    """What is judged of a task only when the work is graded. by_hand: criteria by which a person reads an answer."""

    task: str
    hidden: int
    by_hand: int
    points: float


@dataclass(frozen=True, kw_only=True)
class Page:
    """assignment.json. assignment: with public checks only. possible: the points of the whole assignment."""

    assignment: Assignment
    withheld: tuple[Withheld, ...]
    possible: float


@dataclass(frozen=True)
class Contents:
    """The page, and the public fixture."""

    page: Page
    fixture: Fixture

    def course(self, only: frozenset[str] = frozenset()) -> Course:
        return Course(self.page.assignment, self.fixture, public_only=True, only=only, patience=1)

    def withheld(self, only: frozenset[str] = frozenset()) -> list[Withheld]:
        return [one for one in self.page.withheld if not only or one.task in only]


def load() -> Contents:
    """The contents of the kit that this code was packed into. Raises FixtureError."""
    folder = importlib.resources.files(__package__).joinpath("data")
    try:
        files = {name: folder.joinpath(name).read_bytes() for name in (ASSIGNMENT, FIXTURE, ARRAYS)}
        return contents_of(files)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise FixtureError(f"This kit is damaged ({type(error).__name__}: {error}). Download it again.") from None


def contents_of(files: Mapping[str, bytes]) -> Contents:
    """The contents in files of a kit. Raises ValueError, KeyError or TypeError where they are none."""
    page: Page = noun_of(Page, json.loads(files[ASSIGNMENT]))
    stored = json.loads(files[FIXTURE])
    if stored["sha256"] != hashlib.sha256(files[ARRAYS]).hexdigest():
        raise ValueError(f"{ARRAYS} was changed")
    with np.load(io.BytesIO(files[ARRAYS]), allow_pickle=False) as arrays:
        tasks = tasks_of(noun_of(dict[str, TaskPage], stored["tasks"]), {name: arrays[name] for name in arrays.files})
    return Contents(page, Fixture(page.assignment.slug, tasks, hashlib.sha256(files[FIXTURE]).hexdigest()))


def noun_of(kind: Any, value: Any) -> Any:
    """A noun from plain JSON that was written from one. What the packer has checked is not checked again."""
    origin, inner = get_origin(kind), get_args(kind)
    if is_dataclass(kind):
        hints = get_type_hints(kind)
        return kind(**{name: noun_of(hints[name], item) for name, item in value.items()})  # type: ignore[operator]
    if origin is tuple:
        return tuple(noun_of(inner[0], item) for item in value)
    if origin is list:
        return [noun_of(inner[0], item) for item in value]
    if origin is dict:
        return {key: noun_of(inner[1], item) for key, item in value.items()}
    if origin in (types.UnionType, typing.Union) and isinstance(value, (dict, list)):
        return noun_of(next(one for one in inner if isinstance(value, list) == (get_origin(one) is tuple)), value)
    return value
