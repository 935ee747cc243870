"""Reads a YAML file that a person wrote into plain values, and tells the line of whatever is wrong in it.

Narrower than YAML on purpose: keys are words, each key once, no tags, no merge keys. Anchors are allowed; what they stand for is
counted in full, so that a small file cannot mean a huge one.
"""

from __future__ import annotations

import stat
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from .errors import AssignmentError
from .misplaced import Misplaced, Place, nearest, short

LARGEST_BYTES = 300_000
MOST_VALUES = 20_000
DEEPEST = 20

_SCALARS = {f"tag:yaml.org,2002:{kind}" for kind in ("str", "int", "float", "bool", "null", "timestamp")}
_KINDS = ((bool, "true or false"), (str, "text"), ((int, float), "a number"), (tuple, "a list"), (dict, "a mapping"), (type(None), "empty"))


def text_of(path: Path) -> str:
    """The text of a file. Raises AssignmentError; never opens what is not a regular file, since a pipe would wait for ever."""
    try:
        about = path.stat()
        if not stat.S_ISREG(about.st_mode):
            raise AssignmentError(f"{path}, line 1: this is no file. Put a text file in its place.")
        if about.st_size > LARGEST_BYTES:
            raise AssignmentError(f"{path}, line 1: this file is larger than {LARGEST_BYTES // 1000} kB. Take out what is too much.")
        raw = path.read_bytes()
    except OSError as error:
        raise AssignmentError(f"{path}, line 1: this file cannot be read ({error.strerror}). Look at its rights.") from None
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        known = "UTF-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "another encoding"
        raise AssignmentError(f"{path}, line {line}: this is not UTF-8 but {known}. Save the file as UTF-8.") from None


def parse(text: str, file: str) -> tuple[Any, yaml.Node]:
    """(plain values, nodes that know their lines) of a YAML text; lists as tuples. Raises AssignmentError."""
    try:
        tree = yaml.compose(text, Loader=yaml.SafeLoader) or yaml.MappingNode("tag:yaml.org,2002:map", [])
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        said = f"the character U+{int(error.character):04X} must not stand in a YAML file. Delete it"
        raise AssignmentError(f"{file}, line {line}: {said}.") from None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        tab = "Indent with spaces, not tabs" if "\\t" in (error.problem or "") else "Mend the line, or the one before it"
        raise AssignmentError(f"{file}, line {mark.line + 1 if mark else 1}: this is not YAML ({error.problem}). {tab}.") from None
    except (ValueError, OverflowError):  # an escape such as "\UFFFFFFFF"
        raise AssignmentError(f"{file}, line 1: this is not YAML (a character that does not exist). Mend its escape.") from None
    except RecursionError:
        raise AssignmentError(f"{file}, line 1: the brackets are nested too deep. Mend the brackets.") from None
    return _Values(file).of(tree), tree


@dataclass
class _Values:
    """Turns nodes into plain values, counting them."""

    file: str
    count: int = 0
    scalars: Any = field(default_factory=yaml.constructor.SafeConstructor)

    def of(self, node: yaml.Node, depth: int = 0) -> Any:
        self.count += 1
        if self.count > MOST_VALUES:
            self.refuse(node, f"with its aliases, the file means more than {MOST_VALUES} values. Take out aliases")
        if depth > DEEPEST:
            self.refuse(node, f"this is nested more than {DEEPEST} deep, or an alias stands inside what it names. Write it flat")
        if node.tag not in _SCALARS and node.tag not in ("tag:yaml.org,2002:seq", "tag:yaml.org,2002:map"):
            self.refuse(node, f"this is not YAML as it is used here (the tag {short(node.tag)}). Write text, numbers, lists, mappings")
        if isinstance(node, yaml.MappingNode):
            return self.mapping(node, depth)
        if isinstance(node, yaml.SequenceNode):
            return tuple(self.of(item, depth + 1) for item in node.value)
        if any(unicodedata.category(c) in ("Cc", "Cs") and c not in "\n\t" for c in node.value):
            self.refuse(node, "an escape stands for a character that cannot be shown. Delete it")
        try:
            return self.scalars.construct_object(node)
        except (yaml.YAMLError, ValueError, LookupError, AttributeError, OverflowError):
            return self.refuse(node, f"`{short(node.value)}` is no number and no date. Put it in quotes")

    def mapping(self, node: yaml.MappingNode, depth: int) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for key, value in node.value:
            name = key.value if isinstance(key, yaml.ScalarNode) else "[...]"
            if key.tag != "tag:yaml.org,2002:str":
                self.refuse(key, f"the key `{short(name)}` is not a word. Keys are words such as `title`: correct it or delete it")
            if name in values:
                self.refuse(key, f"the key `{short(name)}` stands here a second time. Keep one of the two")
            values[name] = self.of(value, depth + 1)
        return values

    def refuse(self, node: yaml.Node, said: str) -> Any:
        raise AssignmentError(f"{self.file}, line {node.start_mark.line + 1}: {said}.")


def line_of(tree: yaml.Node, place: Place) -> int:
    """Line of the deepest node on the way that the file has."""
    node, line = tree, tree.start_mark.line if tree.start_mark else 0
    for part in place:
        step: Any = None
        if isinstance(node, yaml.MappingNode):
            step = next(((key, value) for key, value in node.value if key.value == part), None)
        elif isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
            step = (node.value[part], node.value[part])
        if step is None:
            break
        line, node = step[0].start_mark.line, step[1]
    return int(line) + 1


def first_problem(error: ValidationError, tree: yaml.Node, allowed: Callable[[Place], list[str]]) -> str:
    """ "line N: `key` ... Remedy." for what a person should mend first. allowed: the keys that may stand at a place."""
    found = error.errors()
    # a misspelt key is also a missing one
    first: Any = next((one for one in found if one["type"] == "unexpected_keyword_argument"), found[0])
    cause = first.get("ctx", {}).get("error")
    place = first["loc"] + (cause.place if isinstance(cause, Misplaced) else ())
    if place[-1:] in (("int",), ("str",)):  # of a key that takes both, pydantic tells the first that does not fit
        first, place = {**first, "type": "int_or_str"}, place[:-1]
    key = ".".join(short(str(part)) for part in place) or "(top level)"
    said = _sentence(first, f"`{key}`", str(place[-1]) if place else "", allowed(place))
    return f"line {line_of(tree, place)}: {said}"


def _sentence(first: Any, key: str, last: str, allowed: list[str]) -> str:
    kind, given, limits = first["type"], first["input"], first.get("ctx", {})
    if kind == "unexpected_keyword_argument":
        return f"unknown key {key}. {nearest(last, allowed)}"
    if kind == "missing":
        return f"the key {key} is missing. Add it."
    if kind == "literal_error":
        words = limits["expected"].replace("'", "").replace(" or ", ", ").split(", ")
        return f"{key} cannot be {_shown(given)}. {nearest(_shown(given), words)}"
    if kind == "value_error":
        said = first["msg"].removeprefix("Value error, ")
        return f"{key}: {said}" + ("" if said.endswith((".", "?")) else ".")
    if kind == "too_short":
        return f"{key} is an empty list. Write at least one item."
    if kind in _WANTED:
        wanted, remedy = _WANTED[kind]
        return f"{key} must be {wanted}, and {_kind_of(given)}. {remedy}."
    said = first["msg"].removeprefix("Input should ").removeprefix("be ")
    return f"{key} must be {said}, and is {_shown(given)}. Change it."


_WANTED = {
    "string_type": ("text", "Put it in quotes"),
    "tuple_type": ("a list", "Write `[one, two]`, or each item on a line of its own after `- `"),
    "dataclass_type": ("a mapping", "Write `key: value` lines"),
    "bool_type": ("true or false", "Write true or false without quotes"),
    "float_type": ("a number", "Write a number without quotes"),
    "int_or_str": ("a position (0, 1, ...) or the key of a dict", "Change it"),
    "int_type": ("a whole number", "Write a whole number without quotes"),
}


def _kind_of(value: Any) -> str:
    kind = next((name for types, name in _KINDS if isinstance(value, types)), "a date")
    return f"is {kind}" if isinstance(value, (tuple, dict)) or value is None else f"{_shown(value)} is {kind}"


def _shown(value: Any) -> str:
    if isinstance(value, (tuple, dict)):
        return "a list" if isinstance(value, tuple) else "a mapping"
    if isinstance(value, int) and abs(value) > 10**50:
        return "a number of more than 50 digits"
    return f"`{short(str(value))}`" if str(value) else "empty"
