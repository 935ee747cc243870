"""Writes reports/scorecard.schema.json, the JSON Schema of a scorecard: `python -m reports.schema`. A test compares."""

from __future__ import annotations

import json
from pathlib import Path

from graders.checked import json_schema
from graders.scorecard import SCHEMA, Scorecard

PATH = Path(__file__).parent / "scorecard.schema.json"


def schema() -> str:
    """JSON Schema (draft 2020-12) of `assay/scorecard/v1`, from the model itself."""
    page = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:{SCHEMA.replace('/', ':')}",
        **json_schema(Scorecard),
    }
    return json.dumps(page, indent=1) + "\n"


if __name__ == "__main__":
    PATH.write_text(schema(), encoding="utf-8")
    print(PATH)
