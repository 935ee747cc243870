"""A scorecard as JUnit XML: one test case a check, for CI systems that show such files."""

from __future__ import annotations

import xml.etree.ElementTree as ET

from graders.scorecard import Check, Scorecard

from .text import visible


def render_junit(card: Scorecard) -> str:
    """The XML text. A failed check is a failure, a skipped one is skipped, an ungraded one is an error (ours, not the student's)."""
    checks = [(task.name, check) for task in card.tasks for check in task.checks]
    suite = ET.Element(
        "testsuite",
        name=card.assignment,
        tests=str(len(checks)),
        failures=_count(checks, "failed"),
        skipped=_count(checks, "skipped"),
        errors=_count(checks, "ungraded"),
        time=f"{card.made.seconds:.2f}",
    )
    for task, check in checks:
        case = ET.SubElement(suite, "testcase", classname=f"{card.assignment}.{task}", name=check.title)
        tag = {"failed": "failure", "skipped": "skipped", "ungraded": "error"}.get(check.outcome)
        if tag:
            words = visible(" ".join(text for text in (check.rationale, check.hint) if text))
            ET.SubElement(case, tag, message=words).text = words
    ET.indent(suite)
    return ET.tostring(suite, encoding="unicode", xml_declaration=True) + "\n"


def _count(checks: list[tuple[str, Check]], outcome: str) -> str:
    return str(sum(check.outcome == outcome for _, check in checks))
