"""Makes starter.py, the file that a student fills in: every entry with its signature and its specification, and nothing in it.

The specification is the reference's docstring. The reference is only parsed, never run, and no statement of it is copied.
"""

from __future__ import annotations

import ast
import itertools
import json
import re
import textwrap
from collections.abc import Iterator, Mapping
from pathlib import Path

from graders.assignment import Assignment, Task
from graders.errors import AssignmentError
from graders.quiz import Question

from .sections import divided, for_kit, question

WIDTH = 100
_BEGINS = re.compile(r"->|Raises\b|Returns\b|\w[\w, ]*(\([^)]*\))?:")  # a line of a docstring that begins something new
_FORMS = {"number": "a number", "one": "one letter", "some": "a list of letters"}

FRAMEWORK = """\
import numpy as np

# What your functions are given: "numpy" for arrays, "torch" or "tensorflow" for tensors.
FRAMEWORK = "numpy"
"""


def starter(assignment: Assignment, reference: Path, handout: str) -> str:
    """The whole of starter.py. reference: the folder of the reference. handout: the text of handout.md. Raises AssignmentError."""
    parts = [_docstring(_opening(assignment), ""), FRAMEWORK]
    written = stubs(assignment, reference, handout)
    parts += [f"\n# {task.title} ({points(task.points)})\n{written[task.name]}" for task in assignment.tasks]
    return "\n".join(parts)


def stubs(assignment: Assignment, reference: Path, handout: str) -> dict[str, str]:
    """Task -> the code that stands in for it, in the assignment's order. Raises AssignmentError where the reference lacks an entry."""
    prose = divided(for_kit(handout, assignment.slug), assignment).of
    known, sizes = _definitions(assignment, reference)
    return {task.name: _stub(assignment, task, known, sizes, prose[task.name]) for task in assignment.tasks}


def points(number: float) -> str:
    """ "1 point", "2.5 points"."""
    return f"{number:g} point{'' if number == 1 else 's'}"


def _opening(assignment: Assignment) -> str:
    fill = any(task.quiz or _by_hand(task) for task in assignment.tasks)
    write = any(not task.quiz and not _by_hand(task) for task in assignment.tasks)
    sentences = [
        "Each entry below has its specification and a line that says it is yours to write. Put your code in place of that line." * write,
        "Where a dict is returned, put your answers into it." * fill,
        "Names and arguments must stay as they are. You may add functions of your own. The handout explains every task.",
    ]
    how = f"Check your work as often as you like:\n\n    python {assignment.slug}.pyz starter.py"
    return f"{assignment.title}\n\n{' '.join(filter(None, sentences))}\n\n{how}"


# ---- one task ----


def _stub(assignment: Assignment, task: Task, known: Mapping[str, ast.stmt], sizes: Mapping[str, str], prose: str) -> str:
    if task.quiz:
        said = "Put your answer to each question in place of its None."
        return f"def {task.entry}:\n{_docstring(_specification(task, said))}{_quiz(task)}"
    if _by_hand(task):
        said = "A person reads your answers. Write each one between its triple quotes; it may have many lines."
        return f"def {task.entry}:\n{_docstring(_specification(task, said))}{_texts(task, prose)}"
    node = known.get(task.name)
    if isinstance(node, ast.FunctionDef):
        whole = _specification(task, _with_sizes(task, ast.get_docstring(node), sizes.get(task.name, "")))
        return f"def {task.entry}:\n{_docstring(whole)}{_yours(task.name)}"
    if isinstance(node, ast.ClassDef):
        return _class(task, node, prose)
    files = ", ".join(f"reference/{model}.py" for model in assignment.models) or "no file"
    raise AssignmentError(
        f"assignments/{assignment.slug}/assignment.yaml: `models` names {files}, where `{task.name}` cannot be found. "
        "Write it there, or add its file to `models`."
    )


def _definitions(assignment: Assignment, reference: Path) -> tuple[dict[str, ast.stmt], dict[str, str]]:
    """The functions and classes of the reference by name, and what their file says of the sizes of arrays.

    Of two with one name the later file's counts, as when fixtures are built.
    """
    known: dict[str, ast.stmt] = {}
    sizes: dict[str, str] = {}
    for model in assignment.models:
        path = reference / f"{model}.py"
        try:
            tree = ast.parse(path.read_text(encoding="utf-8"))
        except OSError as error:
            remedy = "Correct `models` in assignment.yaml, or write the file."
            raise AssignmentError(f"{path} cannot be read ({error.strerror or error}). {remedy}") from None
        except (SyntaxError, ValueError) as error:
            raise AssignmentError(f"{path} is not Python ({error}). Correct it.") from None
        own = {node.name: node for node in tree.body if isinstance(node, (ast.FunctionDef, ast.ClassDef))}
        known |= own
        paragraphs = (ast.get_docstring(tree) or "").split("\n\n")
        sizes |= dict.fromkeys(own, next((text for text in paragraphs if text.startswith("Sizes:")), ""))
    return known, sizes


def _with_sizes(task: Task, docstring: str | None, sizes: str) -> str | None:
    """The docstring; where the entry takes parameters, their shapes stand in the head of the reference's file."""
    return f"{docstring or ''}\n\n{sizes}".strip() if sizes and {"params", "layers", "block"} & set(task.arguments) else docstring


def _class(task: Task, node: ast.ClassDef, prose: str) -> str:
    """A class with its constructor, as the assignment prints it, and the public methods that the handout names."""
    arguments = ", ".join(filter(None, ["self", task.entry.partition("(")[2].rpartition(")")[0].strip()]))
    own = {method.name: method for method in node.body if isinstance(method, ast.FunctionDef)}
    made = ast.get_docstring(own["__init__"]) if "__init__" in own else None
    parts = [
        f"class {task.name}:\n{_docstring(_specification(task, ast.get_docstring(node)))}",
        f"    def __init__({arguments}):\n{_docstring(made, ' ' * 8) if made else ''}{_yours(task.name, 8)}",
    ]
    for name, method in own.items():
        if not name.startswith("_") and re.search(rf"\b{name}\b", f"{prose}\n{task.convention}"):
            said = ast.get_docstring(method) or "See the handout."
            head = "".join(f"    @{ast.unparse(mark)}\n" for mark in method.decorator_list) + f"    def {name}({_bare(method.args)}):\n"
            parts.append(f"{head}{_docstring(said, ' ' * 8)}{_yours(f'{task.name}.{name}', 8)}")
    return "\n".join(parts)


def _bare(arguments: ast.arguments) -> str:
    """Arguments without their types."""
    plain = ast.parse(f"def f({ast.unparse(arguments)}): ...").body[0]
    for node in ast.walk(plain):
        if isinstance(node, ast.arg):
            node.annotation = None
    assert isinstance(plain, ast.FunctionDef)
    return ast.unparse(plain.args)


def _yours(name: str, indent: int = 4) -> str:
    return f'{" " * indent}raise NotImplementedError("{name} is yours to write")\n'


# ---- what is answered, not written ----


def _quiz(task: Task) -> str:
    lines = ["    return {"]
    for number, (section, questions) in enumerate(itertools.groupby(task.quiz, key=lambda one: one.section)):
        lines += [*[""] * (number > 0), f"        # ---- {section} ----"]
        for one in questions:
            lines += ["", *_comment(f"{one.text} ({_FORMS[one.form.split()[0]]})", 8), *_choices(one), f'        "{one.name}": None,']
    return "\n".join([*lines, "    }", ""])


def _choices(one: Question) -> Iterator[str]:
    for letter, text in one.choices.items():
        yield from _comment(f"{letter}: {text}", 8, "  ")


def _by_hand(task: Task) -> bool:
    return all(check.by_hand for check in task.checks)


def _texts(task: Task, prose: str) -> str:
    """Empty texts to fill in, each below its question."""
    parts = list(dict.fromkeys(check.part for check in task.checks))
    if parts == [None]:
        return '    return """"""\n'
    named = all(isinstance(part, str) for part in parts)
    lines: list[str] = []
    for part in parts:
        asked = question(prose, str(part))
        lines += ["", *_comment(asked, 8)] if asked else []
        lines += [f'        {json.dumps(part, ensure_ascii=False)}: """""",' if named else '        """""",']
    return "\n".join([f"    return {'{' if named else '['}", *lines[not lines[0] :], f"    {'}' if named else ']'}", ""])


def _comment(text: str, indent: int, further: str = "") -> list[str]:
    start = f"{' ' * indent}# {further}"
    return textwrap.wrap(" ".join(text.split()), WIDTH, initial_indent=start, subsequent_indent=f"{start}{'   ' if further else ''}")


# ---- docstrings ----


def _specification(task: Task, docstring: str | None) -> str:
    """The docstring, and below it the convention, what must not be used, and the source, unless it says so already."""
    said = " ".join((docstring or "").split())
    further = [task.convention, f"Not allowed here: {', '.join(task.forbid)}." if task.forbid else ""]
    further += [f"Source: {task.source.rstrip('.')}." if task.source else ""]
    lacking = [text for text in further if text and " ".join(text.removeprefix("Source: ").rstrip(".").split()) not in said]
    return "\n\n".join([*([docstring] if docstring else []), *(" ".join(text.split()) for text in lacking)]) or f"{task.title}."


def _docstring(text: str, indent: str = "    ") -> str:
    """A docstring of lines that are short enough to read, ready to stand in a file."""
    text = text.replace("\\", "\\\\").replace('"""', '\\"\\"\\"')
    lines = [line for paragraph in _lines(text) for line in _wrapped(paragraph, WIDTH - len(indent))]
    if len(lines) == 1 and len(lines[0]) + len(indent) + 6 <= WIDTH and not lines[0].endswith('"'):
        return f'{indent}"""{lines[0]}"""\n'
    return "\n".join(f"{indent}{line}".rstrip() for line in [f'"""{lines[0]}', *lines[1:], '"""']) + "\n"


def _wrapped(line: str, width: int) -> list[str]:
    if not line or line.startswith(" "):
        return [line]
    return textwrap.wrap(line, width, break_long_words=False, break_on_hyphens=False)


def _lines(text: str) -> list[str]:
    """The lines that the author meant: most breaks are there for the length only. An empty line parts paragraphs."""
    meant = [""]
    for line in text.split("\n"):
        goes_on = meant[-1] and line and not line.startswith(" ") and not (meant[-1].endswith((".", ":")) and _BEGINS.match(line))
        meant = [*meant[:-1], f"{meant[-1]} {line}"] if goes_on else [*meant, line]
    return meant[1:]
