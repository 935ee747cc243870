"""Makes the reference of the command from the command itself: every command, argument, option, help text and exit status."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum
from typing import Any

import typer

import assay
import fixtures.build

_NO_STATUS = "Exit status: 0 done, 1 the command was used wrongly or could not do its work."
_SAID_ELSEWHERE = {fixtures.build.DEMO_SEED: "the seed of the demo set"}


def page() -> str:
    """Markdown, one section a command."""
    return "\n".join(line for path, command in commands() for line in _section(path, command))


def commands() -> Iterator[tuple[str, Any]]:
    """(`assay fixtures build`, the command), in the order of `--help`; the program itself comes first."""
    yield from _walk("assay", typer.main.get_command(assay.app))


def _walk(path: str, command: Any) -> Iterator[tuple[str, Any]]:
    yield path, command
    for name, inner in _inner(command).items():
        yield from _walk(f"{path} {name}", inner)


def _inner(command: Any) -> dict[str, Any]:
    """The commands inside a group of them, but for hidden ones."""
    return {name: inner for name, inner in getattr(command, "commands", {}).items() if not inner.hidden}


def _section(path: str, command: Any) -> Iterator[str]:
    arguments = [one for one in command.params if one.param_type_name == "argument"]
    options = [one for one in command.params if one.param_type_name == "option" and not one.hidden]
    inner = _inner(command)
    words = [path, *(word_of(one) for one in arguments), *(["COMMAND"] if inner else []), *(["[OPTIONS]"] if options else [])]
    yield from (f"## {path}", "", f"`{' '.join(words)}`", "")
    yield from _help(command.help or "", has_status=bool(inner))
    if arguments or options:
        yield from ("| argument, option | without it | meaning |", "|---|---|---|")
        yield from (_row(one) for one in (*arguments, *options))
        yield ""
    if inner:
        yield from (f"- [`{path} {name}`](#{_anchor(f'{path} {name}')})" for name in inner)
        yield ""


def _anchor(heading: str) -> str:
    return heading.replace(" ", "-")


def _help(text: str, *, has_status: bool) -> Iterator[str]:
    """The paragraphs of a help text. Its exit status and its example stand out."""
    paragraphs = [" ".join(part.split()) for part in text.split("\n\n")]
    if not has_status and not any("Exit status" in part for part in paragraphs):
        paragraphs.append(_NO_STATUS)
    for part in paragraphs:
        if part.startswith("Example:"):
            yield from ("```", part.removeprefix("Example:").strip(), "```", "")
        else:
            yield re.sub(r"\bExit status\b:?", lambda found: f"**{found[0]}**", marked(part))
            yield ""


def _row(one: Any) -> str:
    known = f" One of {', '.join(f'`{choice}`' for choice in choices(one))}." if choices(one) else ""
    least = getattr(one, "min", None)
    bound = f" At least {least:g}." if least is not None else ""
    more = " May be given more than once." if one.multiple else ""
    said = marked(" ".join((one.help or "").split()))
    return f"| {names(one)} | {_default(one)} | {said}{known}{bound}{more} |"


def names(one: Any) -> str:
    """How an argument or option is typed, as code."""
    if one.param_type_name == "argument":
        return f"`{word_of(one)}`"
    value = "" if one.is_flag else f" {word_of(one)}"
    return ", ".join(f"`{name}{value}`" for name in (*one.opts, *one.secondary_opts))


def word_of(one: Any) -> str:
    """The word in capitals that stands for the value."""
    return str(one.metavar or one.name.upper())


def choices(one: Any) -> list[str]:
    """The words that may be given, where there are only some."""
    return [member.value for member in type(one.default)] if isinstance(one.default, Enum) else []


def _default(one: Any) -> str:
    if one.required:
        return "must be given"
    default = one.default.value if isinstance(one.default, Enum) else one.default
    if default is None or not one.show_default or getattr(one, "is_flag", False):
        return ""
    return _SAID_ELSEWHERE.get(str(default), f"`{default}`")


def marked(text: str) -> str:
    """A help text as Markdown: options as code, everything else as it is written."""
    parts = re.split(r"(`[^`]*`)", text)
    for place in range(0, len(parts), 2):
        plain = re.sub(r"([\\*<>\[\]|])", r"\\\1", parts[place])
        parts[place] = re.sub(r"(?<![\w-])(--[a-z][a-z-]*)", r"`\1`", plain)
    return "".join(part.replace("|", r"\|") if place % 2 else part for place, part in enumerate(parts))
