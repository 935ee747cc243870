"""A small quiz with a question of each kind, and two answers in words, for tests of judging and building."""

from __future__ import annotations

from fixtures.build import build
from graders.assignment import Assignment
from graders.assignment_file import parse
from graders.course import Course
from graders.fixture import Fixture
from graders.grade import grade
from graders.job import Package
from graders.scorecard import Scorecard
from graders.submission import Submission
from tests.graders.in_process import InProcess

YAML = """\
title: Quiz
slides: "Everything"
tasks:
  - entry: answers()
    title: Questions
    quiz:
      - name: scale
        section: Transformer
        text: Why are the scores divided by the square root of d?
        choices: {a: to save memory, b: to keep the softmax soft, c: to sum to one}
        answer: b
        explanation: Large scores make the softmax hard.
        slips: {c: Summing to one is what the softmax itself does.}
        points: 2
      - name: parts
        section: GAN
        text: Which networks does a GAN train?
        choices: {a: a generator, b: a tokenizer, c: a discriminator}
        answer: [a, c]
        explanation: The two play against each other.
        points: 2
      - name: size
        section: GPT-3
        text: How many parameters has GPT-3?
        answer: 175.0e+9
        within: 0.01
        explanation: It is in the title of the slide.
        slips: {"175e6": These are millions.}
        points: 2
    checks:
      - {name: form, title: answers every question in the form that is asked for, compare: form, cases: form, points: 1}
  - entry: words()
    title: In your own words
    checks:
      - {name: source, title: names where bias comes from, compare: by_hand, part: bias, rubric: "Data, or labels.", points: 2}
      - {name: remedy, title: names a remedy, compare: by_hand, part: bias, rubric: "Any that helps.", points: 1}
"""


def assignment(text: str = YAML) -> Assignment:
    return parse(text, slug="quiz", file="assignment.yaml")


def fixture(text: str = YAML) -> Fixture:
    return build(assignment(text).automatic)


def card(source: str, *, public_only: bool = False, student: str = "ada") -> Scorecard:
    course = Course(assignment(), fixture(), public_only=public_only)
    handed = Submission(student, "quiz", Package("quiz.py", {"quiz.py": source.encode()}))
    return grade(handed, course, InProcess())
