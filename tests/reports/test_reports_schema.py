"""The JSON Schema of a scorecard: as the model says, valid, and true of real scorecards; older ones stay readable."""

from __future__ import annotations

import json
import re
from dataclasses import fields
from pathlib import Path

import jsonschema
import pytest

from graders.scorecard import Check, Code, File, Made, Scorecard, Student, Submission, Task
from graders.scorecard_file import from_json, to_json
from reports import schema

README = (Path(schema.PATH).parent / "README.md").read_text()


def test_the_stored_schema_is_the_models():
    assert schema.PATH.read_text() == schema.schema(), "write it anew: python -m reports.schema"
    jsonschema.Draft202012Validator.check_schema(json.loads(schema.schema()))


def test_scorecards_fit_the_schema_and_others_do_not(every_outcome):
    validator = jsonschema.Draft202012Validator(json.loads(schema.schema()))
    page = json.loads(to_json(every_outcome))
    validator.validate(page)
    for change in ({"points": "many"}, {"schema": "assay/scorecard/v2"}, {"tasks": [{"name": "viterbi"}]}, {"unknown": 1}):
        with pytest.raises(jsonschema.ValidationError):
            validator.validate(page | change)


@pytest.mark.parametrize("kind", [Scorecard, Student, Submission, File, Task, Code, Check, Made])
def test_every_field_is_documented(kind):
    documented = set(re.findall(r"^\| `(\w+)`", README, re.MULTILINE))
    names = {field.name for field in fields(kind)}
    assert names <= documented, names - documented


def test_a_scorecard_of_the_first_version_is_read(every_outcome):
    """As it was before code, notes and basis were kept: a reader of today fills them in."""
    page = json.loads(to_json(every_outcome))
    del page["submission"]["notes"], page["made"]["basis"], page["made"]["torch"], page["made"]["tensorflow"]
    for task in page["tasks"]:
        del task["code"]
        for check in task["checks"]:
            del check["evidence"]
    card = from_json(json.dumps(page))
    assert card.points == every_outcome.points
    assert card.tasks[0].code is None
