"""The handout of a quiz shows the questions as they stand in assignment.yaml, and nothing of their answers."""

from __future__ import annotations

import pytest
import yaml

from assignments import questions


@pytest.mark.parametrize("slug", questions.slugs())
def test_the_handout_shows_the_questions_of_today(slug):
    text = (questions.HERE / slug / "handout.md").read_text()
    assert text == questions.handout(slug), f"write them anew: python -m assignments.questions {slug}"


@pytest.mark.parametrize("slug", questions.slugs())
def test_the_handout_tells_no_answer(slug):
    plan = yaml.safe_load((questions.HERE / slug / "assignment.yaml").read_text())
    shown = (questions.HERE / slug / "handout.md").read_text()
    for task in plan["tasks"]:
        for question in task.get("quiz", []):
            assert question["explanation"][:40] not in shown


@pytest.mark.parametrize("slug", questions.slugs())
def test_no_letter_is_the_answer_too_often(slug):
    """Who answers every question with the same letter gets less than half."""
    plan = yaml.safe_load((questions.HERE / slug / "assignment.yaml").read_text())
    choices = [question for task in plan["tasks"] for question in task.get("quiz", []) if isinstance(question["answer"], str)]
    for letter in "abcdefgh":
        assert sum(question["answer"] == letter for question in choices) < 0.45 * len(choices)
