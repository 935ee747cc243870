"""Starters of assignments that somebody writes tomorrow: odd texts, private arguments, entries that are missing."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from graders.assignment_file import parse
from graders.errors import AssignmentError
from kit.starter import starter

TOMORROW = """\
title: "Odd \\\\ title \\"\\"\\""
slides: "none"
models: [odd]
tasks:
  - entry: first(x, eps=1e-5)
    title: First
    convention: 'The text ends with "\\n".'
    forbid: [torch.nn.LSTM]
    checks: [{name: a, title: does it, compare: close, cases: a, points: 1}]
  - entry: second()
    title: Second
    checks:
      - {name: words, title: says why, compare: by_hand, rubric: all or nothing, points: 1}
"""
ODD = '''\
def first(x, eps=1e-6, *, _memory=None):
    r"""A backslash \\d and a "quote"."""
    return x + eps
'''


def test_the_assignment_goes_before_the_reference(tmp_path: Path) -> None:
    (tmp_path / "odd.py").write_text(ODD)
    page = "# Odd\n\n```python\n# Second\ndef first(x): ...\n```\n\n## Words\n\n```\ndef second(): ...\n```\n"
    made = starter(parse(TOMORROW, slug="odd", file="odd"), tmp_path, page)
    first, second = (node for node in ast.parse(made).body if isinstance(node, ast.FunctionDef))
    assert "def first(x, eps=1e-5):" in made
    said = ast.get_docstring(first) or ""
    assert said.startswith('A backslash \\d and a "quote".')
    assert "Not allowed here: torch.nn.LSTM." in said
    assert 'The text ends with "\\n".' in said
    assert ast.unparse(second.body[-1]) == "return ''"


def test_an_entry_that_the_reference_lacks_is_an_error_with_a_remedy(tmp_path: Path) -> None:
    odd = parse(TOMORROW, slug="odd", file="odd")
    with pytest.raises(AssignmentError, match="cannot be read"):
        starter(odd, tmp_path, "")
    (tmp_path / "odd.py").write_text("def other(): ...\n")
    with pytest.raises(AssignmentError, match="`first` cannot be found"):
        starter(odd, tmp_path, "")
