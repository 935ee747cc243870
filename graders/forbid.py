"""What a from-scratch task must not use: library names that an instructor forbids, found in the source without running it.

A name counts where the task's entry can reach it: in the entry itself, in the student's own functions, classes and variables that it uses,
and so on. Aliases are followed (`import torch.nn as nn`, `from torch.nn import LSTM as L`, `L = nn.LSTM`, `getattr(nn, "LSTM")`, star
imports). This catches honest use. Who builds names at run time is not caught: that is for a person who reads the code.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from .source import Page, parsed

_IMPORTERS = ("import_module", "__import__")


@dataclass(frozen=True)
class Use:
    """A forbidden name in the source. written: as it stands there; name: as it was forbidden."""

    file: str
    line: int
    written: str
    name: str

    @property
    def sentence(self) -> str:
        meant = "" if self.written == self.name else f" (that is `{self.name}`)"
        return f"{self.file}, line {self.line} uses `{self.written}`{meant}, which this task asks you to write yourself"


@dataclass
class _Source:
    """The statements of all pages. names: own top-level name -> the statements that bind it; aliases: name -> what it stands for."""

    names: dict[str, list[tuple[Page, ast.stmt]]] = field(default_factory=dict)
    aliases: dict[str, str] = field(default_factory=dict)
    stars: list[str] = field(default_factory=list)


def uses(pages: Sequence[Page], entry: str, forbidden: Sequence[str]) -> list[Use]:
    """Every forbidden name that the entry can reach, in the order of the source. Source that cannot be parsed has none."""
    if not forbidden:
        return []
    source = _read(pages, forbidden)
    waiting, seen = [entry], set()
    found: dict[tuple[str, int, str], Use] = {}
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        for page, statement in source.names.get(name, []):
            for use in _in_statement(page, statement, source, forbidden):
                found.setdefault((use.file, use.line, use.name), use)
            waiting += [node.id for node in ast.walk(statement) if isinstance(node, ast.Name) and node.id in source.names]
    return sorted(found.values(), key=lambda use: (use.file, use.line, use.name))


def _read(pages: Sequence[Page], forbidden: Sequence[str]) -> _Source:
    source = _Source()
    for page in pages:
        tree = parsed(page.text)
        for statement in tree.body if tree else []:
            for name in _bound(statement):
                source.names.setdefault(name, []).append((page, statement))
        for node in ast.walk(tree) if tree else ():
            _learn(node, source)
    for module in source.stars:
        source.aliases |= {name.removeprefix(f"{module}."): name for name in forbidden if name.startswith(f"{module}.")}
    for _ in range(5):  # an alias of an alias of an alias
        for statements in list(source.names.values()):
            for _, statement in statements:
                _learn_assignment(statement, source)
    return source


def _bound(statement: ast.stmt) -> Iterator[str]:
    """The names that a top-level statement binds, also inside `if` and `try`."""
    if isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        yield statement.name
    elif not isinstance(statement, (ast.Import, ast.ImportFrom)):
        for node in ast.walk(statement):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                yield node.id
            elif isinstance(node, (ast.FunctionDef, ast.ClassDef)):
                yield node.name


def _learn(node: ast.AST, source: _Source) -> None:
    """What an import, anywhere in the file, makes a name stand for."""
    if isinstance(node, ast.Import):
        for alias in node.names:
            name = alias.asname or alias.name.split(".")[0]
            source.aliases[name] = alias.name if alias.asname else name
    elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
        for alias in node.names:
            if alias.name == "*":
                source.stars.append(node.module)
            else:
                source.aliases[alias.asname or alias.name] = f"{node.module}.{alias.name}"
    elif isinstance(node, ast.Assign):
        _learn_assignment(node, source)


def _learn_assignment(statement: ast.stmt, source: _Source) -> None:
    """`L = nn.LSTM` makes L stand for torch.nn.LSTM."""
    if not isinstance(statement, ast.Assign) or len(statement.targets) != 1 or not isinstance(statement.targets[0], ast.Name):
        return
    if (meant := _qualified(statement.value, source.aliases)) and "." in meant:
        source.aliases[statement.targets[0].id] = meant


def _qualified(node: ast.AST, aliases: Mapping[str, str]) -> str | None:
    """ "torch.nn.LSTM" for `nn.LSTM`; None for what is no name of a library."""
    if isinstance(node, ast.Name):
        return aliases.get(node.id)
    if isinstance(node, ast.Attribute):
        owner = _qualified(node.value, aliases)
        return f"{owner}.{node.attr}" if owner else None
    if isinstance(node, ast.Call):
        words = [arg.value for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
        called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if called in _IMPORTERS and words:
            return words[0]
        if called == "getattr" and len(node.args) > 1 and words and (owner := _qualified(node.args[0], aliases)):
            return f"{owner}.{words[0]}"
    return None


def _in_statement(page: Page, statement: ast.stmt, source: _Source, forbidden: Sequence[str]) -> Iterator[Use]:
    for node in ast.walk(statement):
        if isinstance(node, (ast.Name, ast.Attribute, ast.Call)) and (meant := _qualified(node, source.aliases)):
            for name in forbidden:
                if meant == name or meant.startswith(f"{name}."):
                    yield Use(page.label, node.lineno, ast.unparse(node)[:80], name)
