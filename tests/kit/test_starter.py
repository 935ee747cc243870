"""The student's files of every assignment say what a student needs, give no answer away, and earn nothing as they are."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import nbformat
import pytest

from graders import assignment_file as assignments
from graders import fixture_file as fixtures
from graders import source
from graders.assignment import Assignment
from graders.course import Course
from graders.folders import Folders
from graders.grade import grade
from graders.job import Package
from graders.scorecard import Scorecard
from graders.submission import Submission
from kit.notebook import notebook
from kit.readme import readme
from kit.sections import divided
from kit.starter import starter, stubs
from tests.graders.in_process import InProcess

FOLDERS = Folders.of_clone()
REFERENCE = FOLDERS.assignments.parent / "reference"
SLUGS = assignments.slugs(FOLDERS.assignments)
SHORT = 25  # statements of so many characters may be anybody's

every = pytest.mark.parametrize("slug", SLUGS)


@cache
def plan(slug: str) -> Assignment:
    return assignments.load(FOLDERS.assignments, slug)


@cache
def handout(slug: str) -> str:
    return (FOLDERS.assignments / slug / "handout.md").read_text(encoding="utf-8")


@cache
def module(slug: str) -> str:
    return starter(plan(slug), REFERENCE, handout(slug))


@cache
def book(slug: str) -> str:
    return notebook(plan(slug), REFERENCE, handout(slug))


def code_cells(slug: str, *, checking: bool = False) -> list[str]:
    cells = [cell for cell in json.loads(book(slug))["cells"] if cell["cell_type"] == "code"]
    return ["".join(cell["source"]) for cell in cells if ("skip-grading" in cell["metadata"].get("tags", [])) == checking]


def plain(text: str) -> str:
    """A text without its line breaks and kinds of quotes."""
    return " ".join(text.replace("# ", " ").replace("\\", "").replace('"', "'").split())


def statements(path: Path) -> Iterator[str]:
    """Every statement inside a function, long enough to be told; docstrings are none."""
    functions = [node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.FunctionDef)]
    for node in (inner for function in functions for inner in ast.walk(function) if isinstance(inner, ast.stmt)):
        if not isinstance(node, ast.FunctionDef) and not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)):
            text = plain(ast.unparse(node))
            if len(text) > SHORT:
                yield text


# ---- what a student needs ----


@every
def test_every_entry_is_there_with_its_signature(slug: str) -> None:
    tree = ast.parse(module(slug), feature_version=(3, 10))
    nodes = [node for node in tree.body if isinstance(node, (ast.FunctionDef, ast.ClassDef))]
    assert [node.name for node in nodes] == [task.name for task in plan(slug).tasks]
    for task, node in zip(plan(slug).tasks, nodes, strict=True):
        if isinstance(node, ast.ClassDef):
            made = next(method for method in node.body if isinstance(method, ast.FunctionDef) and method.name == "__init__")
            assert f"{task.name}({ast.unparse(made.args)})" == task.entry.replace("(", "(self, ")
        else:
            assert f"\ndef {task.entry}:\n" in module(slug)


@every
def test_the_specification_is_the_docstring_with_convention_and_source(slug: str) -> None:
    for node, task in zip(_entries(module(slug)), plan(slug).tasks, strict=True):
        said = plain(ast.get_docstring(node) or "")
        assert plain(task.convention) in said
        assert plain(task.source).rstrip(".") in said
    known = {node.name: node for path in REFERENCE.glob("*.py") if path.stem in plan(slug).models for node in _entries(path.read_text())}
    for node in _entries(module(slug)):
        if node.name in known:
            assert plain(ast.get_docstring(node) or "").startswith(plain(ast.get_docstring(known[node.name]) or "?"))


def _entries(text: str) -> list[ast.FunctionDef | ast.ClassDef]:
    return [node for node in ast.parse(text).body if isinstance(node, (ast.FunctionDef, ast.ClassDef))]


def test_a_class_has_the_methods_that_the_handout_names() -> None:
    model = next(node for node in _entries(module("language_models")) if node.name == "NGramModel")
    methods = {method.name: ast.unparse(method.args) for method in model.body if isinstance(method, ast.FunctionDef)}
    assert methods == {
        "__init__": "self, n, k=0.0",
        "fit": "self, sentences",
        "probability": "self, word, context",
        "log_probability": "self, sentence",
        "perplexity": "self, sentences",
    }


def test_a_quiz_is_a_dict_to_fill_in() -> None:
    returned = _returned("concepts", "answers")
    assert list(returned) == [question.name for question in plan("concepts").task("answers").quiz]
    assert set(returned.values()) == {None}
    for question in plan("concepts").task("answers").quiz:
        assert plain(question.text) in plain(module("concepts"))
        assert all(plain(f"{letter}: {choice}") in plain(module("concepts")) for letter, choice in question.choices.items())


def test_answers_in_words_are_empty_texts_below_their_questions() -> None:
    assert _returned("responsible_generation", "short_answers") == {"bias": "", "privacy": "", "limits": ""}
    assert "# Privacy. A hospital publishes a model" in module("responsible_generation")


def _returned(slug: str, name: str) -> dict[str, object]:
    node = next(node for node in _entries(module(slug)) if node.name == name)
    only = next(inner for inner in node.body if isinstance(inner, ast.Return))
    assert only.value is not None
    value = ast.literal_eval(only.value)
    assert isinstance(value, dict)
    return value


# ---- the notebook ----


@every
def test_the_notebook_is_valid_and_always_the_same(slug: str) -> None:
    nbformat.validate(nbformat.reads(book(slug), as_version=nbformat.NO_CONVERT))
    ids = [cell["id"] for cell in json.loads(book(slug))["cells"]]
    assert len(set(ids)) == len(ids)
    assert notebook(plan(slug), REFERENCE, handout(slug)) == book(slug)
    assert starter(plan(slug), REFERENCE, handout(slug)) == module(slug)


@every
def test_the_notebook_holds_the_same_code_and_checks_every_task(slug: str) -> None:
    written = stubs(plan(slug), REFERENCE, handout(slug))
    framework, *cells = code_cells(slug)
    assert 'FRAMEWORK = "numpy"' in framework
    assert cells == [written[task.name].strip() for task in plan(slug).tasks]
    get_check, *checks = code_cells(slug, checking=True)
    assert get_check.endswith(f'import sys; sys.path.append("{slug}.pyz"); from assay_check import check')
    public = [task for task in plan(slug).automatic.tasks if not all(check.hidden for check in task.checks)]
    assert checks == [f"check({task.name})" for task in public]


@every
def test_the_notebook_holds_the_whole_handout(slug: str) -> None:
    prose = divided(handout(slug), plan(slug))
    assert all(prose.of[task.name].startswith("#") for task in plan(slug).tasks), "a task has no section"
    lines = "\n".join([prose.before, *prose.of.values()]).split("\n")
    lost = [line for line in handout(slug).splitlines()[1:] if line and not line.startswith("<!--") and line not in lines]
    assert not lost
    assert "assay check FILE" not in book(slug)


def test_what_belongs_to_no_task_comes_first() -> None:
    prose = divided(handout("image_synthesis"), plan("image_synthesis"))
    assert prose.before.endswith("The assignment has 100 points.")
    assert prose.of["pixel_shuffle"].startswith("## SRGAN")
    assert "### Masks" in divided(handout("transformer"), plan("transformer")).of["scaled_dot_product_attention"]


# ---- what must not be in it ----


@every
def test_no_statement_of_the_reference_or_of_a_mistake_is_in_it(slug: str) -> None:
    text = plain("\n".join([module(slug), *code_cells(slug), ast.unparse(ast.parse(module(slug)))]))
    slips = FOLDERS.assignments / slug / "mistakes.py"
    files = [*REFERENCE.glob("*.py"), *([slips] if slips.exists() else [])]
    assert not {statement for path in files for statement in statements(path) if statement in text}


def test_a_copied_statement_would_be_found() -> None:
    found = list(statements(REFERENCE / "gan.py"))
    assert len(found) > 10
    assert all(statement in plain(ast.unparse(ast.parse((REFERENCE / "gan.py").read_text()))) for statement in found)


@every
def test_no_mistake_is_named_or_described(slug: str) -> None:
    slips = FOLDERS.assignments / slug / "mistakes.py"
    classes = _entries(slips.read_text(encoding="utf-8")) if slips.exists() else []
    names = {inner.name: ast.get_docstring(inner) for node in classes for inner in node.body if isinstance(inner, ast.FunctionDef)}
    identifiers = {node.name for node in ast.walk(ast.parse(module(slug))) if isinstance(node, (ast.FunctionDef, ast.ClassDef))}
    assert not {name for name in names if "_" in name and re.search(rf"\b{name}\b", book(slug))} - plan(slug).entries - identifiers
    assert not {hint for hint in names.values() if hint and plain(hint) in plain(book(slug))}


@every
def test_no_hidden_check_and_no_answer_is_told(slug: str) -> None:
    """A title in the very words of the handout tells nothing new."""
    text = plain(module(slug))
    for task in plan(slug).tasks:
        hidden = [plain(check.title) for check in task.checks if check.hidden and check.name not in {one.name for one in task.quiz}]
        assert not [title for title in hidden if title in text and title not in plain(handout(slug))]
        told = [check.rubric for check in task.checks if check.rubric]
        told += [words for question in task.quiz for words in (question.explanation, question.told, *question.slips.values())]
        assert not [words for words in told if plain(words) in text]


@every
def test_nothing_in_it_loosens_a_tolerance(slug: str) -> None:
    for file, text in (("starter.py", module(slug)), ("starter.ipynb", book(slug))):
        assert not source.says_single_precision(list(source.pages(file, text.encode())))


# ---- what it earns ----


@every
@pytest.mark.parametrize("kind", ["py", "ipynb"])
def test_an_untouched_starter_earns_nothing(slug: str, kind: str) -> None:
    text = module(slug) if kind == "py" else "\n\n".join(code_cells(slug))
    card = _graded(slug, text, public_only=kind == "ipynb")
    checks = [(f"{task.name}.{check.name}", check) for task in card.tasks for check in task.checks]
    assert not [name for name, check in checks if check.outcome == "passed"]
    by_hand = {f"{task.name}.{check.name}" for task in plan(slug).tasks for check in task.checks if check.by_hand}
    assert {name for name, check in checks if check.outcome == "ungraded"} == (by_hand if kind == "py" else set())
    assert card.points == 0
    asked = {f"{task.name}.{check.name}": check for task in plan(slug).tasks for check in task.checks if not check.hidden}
    for name, check in checks:
        if check.outcome == "failed" and name in asked:
            wanted = {"raises": "raises NotImplementedError", "form": "attention_scale"}.get(asked[name].compare, "is yours to write")
            assert wanted in (check.rationale or ""), name


def _graded(slug: str, text: str, *, public_only: bool) -> Scorecard:
    course = Course(plan(slug), fixtures.load(FOLDERS.fixtures, slug), public_only)
    return grade(Submission("ada", slug, Package("starter.py", {"starter.py": text.encode()})), course, InProcess())


# ---- the page beside it ----


@every
def test_the_readme_says_what_the_points_are(slug: str) -> None:
    text = readme(plan(slug))
    assert plan(slug).title in text
    assert f"python {slug}.pyz starter.ipynb" in text
    numbers = [float(number) for number in re.findall(r"^([\d.]+) points? come", text, re.MULTILINE)]
    assert sum(numbers) == pytest.approx(plan(slug).points)
